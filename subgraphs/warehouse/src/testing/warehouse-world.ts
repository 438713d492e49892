import { randomUUID } from 'node:crypto';
import { generatePassportKeys, guest, orderTokens, passportIssuer, passportReader, type Viewer } from '@micromart/auth';
import { type Envelope, topicOf } from '@micromart/events';
import { testDatabase, testRedis } from '@micromart/local/testing';
import { createWakeUps, redisStreamsBus } from '@micromart/messaging';
import { createLogger, hostSubgraph, newId, type Parts, type SubgraphResponse } from '@micromart/service';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import type { App } from '../app.ts';
import { warehouse } from '../subgraph.ts';

/** The subgraph with a bus and a database of its own; the test plays orders, shipments, shop and the people on the floor. */
export interface WarehouseWorld {
  readonly app: App;
  /** Puts an event of another subgraph onto the bus. */
  publish(event: Envelope): Promise<void>;
  /** What warehouse said of an order or a variant, oldest first. */
  said(subject: string): readonly Envelope<Record<string, unknown>>[];
  /** Asks the subgraph's API. */
  ask(query: string, variables: Record<string, unknown>, viewer?: Partial<Viewer>): Promise<SubgraphResponse>;
  follow(query: string, variables: Record<string, unknown>, viewer?: Partial<Viewer>): AsyncIterable<SubgraphResponse>;
  tokenOf(orderId: string): string;
  close(): Promise<void>;
}

export async function openWarehouseWorld(): Promise<WarehouseWorld> {
  const [database, redisServer] = await Promise.all([testDatabase('warehouse'), testRedis()]);
  const logger = createLogger({ level: 'silent', name: 'warehouse' });
  const redis = new Redis(redisServer.url, { maxRetriesPerRequest: null });
  const bus = redisStreamsBus({ redis, logger });
  const wakeUps = createWakeUps(redis, logger);
  const keys = generatePassportKeys();
  const tokens = orderTokens('a secret of at least thirty-two bytes, for tests');
  const parts: Parts = {
    logger,
    environment: {},
    registry: new Registry(),
    redis,
    bus,
    wakeUps,
    databaseUrl: database.url,
    clock: () => new Date(),
    newId,
    orderTokens: tokens,
    ask: () => Promise.reject(new Error('warehouse asks nobody')),
  };
  const subgraph = await hostSubgraph(warehouse as never, parts, passportReader({ publicKeys: [keys.publicKey] }));
  const passports = passportIssuer(keys);
  const passportOf = (viewer: Partial<Viewer> = {}): string => passports.issue({ ...guest, ...viewer });
  const said = new Map<string, Map<string, Envelope>>();
  const ear = await bus.subscribe({
    group: 'test',
    topics: [topicOf('warehouse')],
    async handle(event) {
      const events = said.get(event.subject) ?? new Map<string, Envelope>();
      said.set(event.subject, events.set(event.id, event));
    },
  });
  await subgraph.start();

  return {
    app: subgraph.app as App,
    publish: event => bus.publish(`micromart.${event.source.split('/').at(-1)}.v1`, [event]),
    said: subject => [...(said.get(subject)?.values() ?? [])].toSorted((one, other) => one.sequence - other.sequence) as never,
    ask: (query, variables, viewer) => subgraph.connection.execute({ query, variables, passport: passportOf(viewer), traceparent: randomUUID() }),
    follow: (query, variables, viewer) => subgraph.connection.subscribe({ query, variables, passport: passportOf(viewer) }),
    tokenOf: tokens.tokenOf,
    async close() {
      await ear.stop();
      await subgraph.stop();
      await wakeUps.close();
      await bus.close();
      redis.disconnect();
      await Promise.all([database.drop(), redisServer.stop()]);
    },
  };
}
