import type { PassportReader } from '@micromart/auth';
import { type Database, openDatabase } from '@micromart/database';
import type { Publisher } from '@micromart/events';
import { createMessaging, type Messaging } from '@micromart/messaging';
import type { Connection } from './connection.ts';
import { newEventId } from './ids.ts';
import { inProcessConnection } from './in-process.ts';
import { contractOf, executableSchema } from './schema.ts';
import type { Parts, Subgraph, SubgraphName } from './subgraph.ts';

/** A subgraph that lives in this process. */
export interface RunningSubgraph {
  readonly name: SubgraphName;
  readonly connection: Connection;
  /** What its use cases are given: for the host's own commands. */
  readonly app: unknown;
  readonly messaging: Messaging<unknown> | undefined;
  /** Begins to listen to events and to work through tasks. */
  start(): Promise<void>;
  /** Resolves when its own database answers. */
  ready(): Promise<void>;
  /** Stops consuming, lets what is under way end, and closes its connections. */
  stop(): Promise<void>;
}

/** Opens a subgraph's database, puts its parts together and gives the way to it; nothing is consumed before `start`. */
export async function hostSubgraph(subgraph: Subgraph<unknown, unknown, never>, parts: Parts, passports: PassportReader): Promise<RunningSubgraph> {
  const logger = parts.logger.child({ subgraph: subgraph.name });
  const own = { ...parts, logger };
  let app: unknown;
  let database: Database<{ $disconnect(): Promise<void> }> | undefined;
  let messaging: Messaging<unknown> | undefined;
  if (subgraph.prisma === undefined) {
    app = await subgraph.open(own);
  } else {
    database = openDatabase({
      url: parts.databaseUrl,
      prisma: subgraph.prisma,
      onIdleError: error => logger.warn({ err: error }, 'a database connection broke'),
    });
    messaging = createMessaging({
      name: subgraph.name as Publisher,
      database: database as unknown as Database<never>,
      databaseUrl: parts.databaseUrl,
      bus: parts.bus,
      wakeUps: parts.wakeUps,
      newId: parts.newId,
      newEventId,
      clock: parts.clock,
      logger,
      registry: parts.registry,
      listeners: subgraph.listeners,
      tasks: subgraph.tasks,
      app: () => app,
    }) as Messaging<unknown>;
    app = await subgraph.open(own, messaging as never);
  }
  const schema = executableSchema(contractOf(subgraph.name), subgraph.resolvers, subgraph.permissions);
  const connection = inProcessConnection({
    schema,
    passports,
    logger,
    contextOf: (viewer, request) => ({
      app,
      viewer,
      loaders: subgraph.loaders(app, viewer),
      passport: request.passport,
      traceparent: request.traceparent,
    }),
  });
  return {
    name: subgraph.name,
    connection,
    app,
    messaging,
    async start() {
      await messaging?.start();
      await subgraph.start?.(app);
    },
    async ready() {
      await database?.ping();
    },
    async stop() {
      await subgraph.stop?.(app);
      await messaging?.stop();
      await connection.close();
      await database?.close();
    },
  };
}
