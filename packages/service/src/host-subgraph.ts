import type { PassportReader } from '@micromart/auth';
import { type Database, openDatabase } from '@micromart/database';
import type { Publisher } from '@micromart/events';
import { createMessaging, type Messaging } from '@micromart/messaging';
import type { Connection } from './connection.ts';
import { newEventId } from './ids.ts';
import { inProcessConnection } from './in-process.ts';
import { contractOf, executableSchema } from './schema.ts';
import type { Parts, SomeSubgraph, SubgraphName } from './subgraph.ts';

/** A subgraph that lives in this process. */
export interface RunningSubgraph<App = unknown> {
  readonly name: SubgraphName;
  readonly connection: Connection;
  /** What its use cases are given: for the host's own commands. */
  readonly app: App;
  readonly messaging: Messaging<never> | undefined;
  /** Begins to listen to events and to work through tasks. */
  start(): Promise<void>;
  /** Resolves when its own database answers. */
  ready(): Promise<void>;
  /** Takes no new event and no new task, and resolves when those under way are done; requests are answered as before. */
  quiesce(): Promise<void>;
  /** Stops consuming, lets what is under way end, and closes its connections. */
  stop(): Promise<void>;
}

/** Opens a subgraph's database, puts its parts together and gives the way to it; nothing is consumed before `start`. */
export async function hostSubgraph<App>(subgraph: SomeSubgraph<App>, parts: Parts, passports: PassportReader): Promise<RunningSubgraph<App>> {
  const logger = parts.logger.child({ subgraph: subgraph.name });
  const own = { ...parts, logger };
  const opened: { app?: App } = {};
  const given = (): never => opened.app as never;
  const stored = subgraph.prisma === undefined ? undefined : openStored(subgraph, subgraph.prisma, own, given);
  const { messaging, database } = stored ?? {};
  // a subgraph without a database asks for no messaging
  const app = await subgraph.open(own, messaging as Messaging<never>);
  opened.app = app;
  const connection = inProcessConnection({
    name: subgraph.name,
    schema: executableSchema(contractOf(subgraph.name), subgraph.resolvers, subgraph.permissions),
    passports,
    logger,
    contextOf: (viewer, { passport, traceparent, missedFor }) => ({
      app,
      viewer,
      loaders: subgraph.loaders(given(), viewer),
      passport,
      traceparent,
      missedFor,
    }),
  });
  return {
    name: subgraph.name,
    connection,
    app,
    messaging,
    async start() {
      await messaging?.start();
      await subgraph.start?.(given());
    },
    async ready() {
      await database?.ping();
      await subgraph.ready?.(given());
    },
    async quiesce() {
      await messaging?.quiesce();
    },
    async stop() {
      await subgraph.stop?.(given());
      await messaging?.stop();
      await connection.close();
      await database?.close();
    },
  };
}

function openStored(subgraph: SomeSubgraph, prisma: NonNullable<SomeSubgraph['prisma']>, parts: Parts, app: () => never) {
  const { databaseUrl, logger, bus, wakeUps, newId, clock, registry } = parts;
  const database = openDatabase({
    url: databaseUrl,
    prisma,
    onIdleError: error => logger.warn({ err: error }, 'a database connection broke'),
  });
  const messaging = createMessaging<never, never>({
    name: subgraph.name as Publisher,
    database: database as unknown as Database<never>,
    databaseUrl,
    bus,
    wakeUps,
    newId,
    newEventId,
    clock,
    logger,
    registry,
    listeners: subgraph.listeners ?? {},
    tasks: subgraph.tasks ?? {},
    app,
  });
  return { messaging, database };
}
