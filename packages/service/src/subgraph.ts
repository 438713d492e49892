import type { OrderTokens, Permissions, Viewer } from '@micromart/auth';
import type { Bus, Listeners, Messaging, TaskHandler, WakeUps } from '@micromart/messaging';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import type { SubgraphRequest, SubgraphResponse } from './connection.ts';
import type { NewId } from './ids.ts';
import type { Logger } from './logger.ts';
import type { Environment } from './settings.ts';

export const subgraphNames = ['users', 'shop', 'warehouse', 'carts', 'orders', 'payments', 'shipments', 'notifications'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** What a host gives to every subgraph; a subgraph takes what it needs. */
export interface Parts {
  readonly logger: Logger;
  /** Environment variables, for the subgraph's own settings. */
  readonly environment: Environment;
  readonly registry: Registry;
  readonly redis: Redis;
  readonly bus: Bus;
  readonly wakeUps: WakeUps;
  /** Of this subgraph's own database. */
  readonly databaseUrl: string;
  readonly clock: () => Date;
  readonly newId: NewId;
  readonly orderTokens: OrderTokens;
  /** Asks the whole shop one fixed question through the gateway's internal entrance. */
  readonly ask: AskShop;
}

/** Rejects with `SubgraphUnavailable` when there is no answer within `timeout` milliseconds. */
export type AskShop = (request: SubgraphRequest & { readonly timeout: number }) => Promise<SubgraphResponse>;

/** What every resolver is handed beside its arguments. */
export interface Context<App, Loaders> {
  readonly app: App;
  readonly viewer: Viewer;
  readonly loaders: Loaders;
  /** The caller's own, for questions on their behalf. */
  readonly passport: string;
  readonly traceparent: string | undefined;
  /** For a subscription that follows on one that was lost: see `SubgraphRequest`. */
  readonly missedFor: number | undefined;
}

interface Definition<App, Loaders> {
  readonly name: SubgraphName;
  /** GraphQL in, use case out; scalars are added. */
  readonly resolvers: Readonly<Record<string, object>>;
  readonly permissions: Permissions;
  /** Made anew for each request: they batch, and remember for as long as the request lasts. */
  readonly loaders: (app: App, viewer: Viewer) => Loaders;
  /** Runs beside requests until `stop`, for a subgraph that has more to do than listeners and tasks. */
  readonly start?: (app: App) => Promise<void>;
  readonly stop?: (app: App) => Promise<void>;
}

/** A subgraph that owns a PostgreSQL database. */
export interface SubgraphWithDatabase<App, Loaders, Prisma> extends Definition<App, Loaders> {
  readonly prisma: (adapter: SqlDriverAdapterFactory) => Prisma;
  readonly listeners: Listeners<App, Prisma>;
  readonly tasks: Readonly<Record<string, TaskHandler<App, Prisma>>>;
  readonly open: (parts: Parts, messaging: Messaging<Prisma>) => App | Promise<App>;
}

/** A subgraph whose data lives elsewhere. */
export interface SubgraphWithoutDatabase<App, Loaders> extends Definition<App, Loaders> {
  readonly prisma?: undefined;
  /** Resolves when they can be asked for. */
  readonly ready: (app: App) => Promise<void>;
  readonly open: (parts: Parts) => App | Promise<App>;
}

/** A subgraph as a value: a host decides where it lives. */
export type Subgraph<App = unknown, Loaders = unknown, Prisma = unknown> =
  | SubgraphWithDatabase<App, Loaders, Prisma>
  | SubgraphWithoutDatabase<App, Loaders>;

/** Any subgraph, with an app that its host need not know: what is given to its functions came from its own `open`. */
export interface SomeSubgraph<App = unknown> {
  readonly name: SubgraphName;
  readonly resolvers: Readonly<Record<string, object>>;
  readonly permissions: Permissions;
  readonly loaders: (app: never, viewer: Viewer) => unknown;
  readonly start?: (app: never) => Promise<void>;
  readonly stop?: (app: never) => Promise<void>;
  readonly ready?: (app: never) => Promise<void>;
  readonly prisma?: ((adapter: SqlDriverAdapterFactory) => { $disconnect(): Promise<void> }) | undefined;
  readonly listeners?: Listeners<never, never>;
  readonly tasks?: Readonly<Record<string, TaskHandler<never, never>>>;
  readonly open: (parts: Parts, messaging: Messaging<never>) => App | Promise<App>;
}

export const defineSubgraph = <App, Loaders, Prisma extends { $disconnect(): Promise<void> }>(
  definition: SubgraphWithDatabase<App, Loaders, Prisma>,
): SubgraphWithDatabase<App, Loaders, Prisma> => definition;

export const defineSubgraphWithoutDatabase = <App, Loaders>(
  definition: SubgraphWithoutDatabase<App, Loaders>,
): SubgraphWithoutDatabase<App, Loaders> => definition;
