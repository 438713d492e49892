import { generatePassportKeys, guest, orderTokens, passportIssuer, passportReader, type Viewer } from '@micromart/auth';
import { type CarrierSimulators, openCarriers } from '@micromart/carrier-simulators';
import { type Envelope, type EventType, topicOf } from '@micromart/events';
import { testDatabase, testRedis } from '@micromart/local/testing';
import { createWakeUps, redisStreamsBus } from '@micromart/messaging';
import { createLogger, hostSubgraph, newId, type Parts, type SubgraphResponse } from '@micromart/service';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { hearCarrierNews, type ShipmentsApp, shipments } from '../index.ts';
import { type Neighbours, playNeighbours } from './neighbours.ts';

interface Said {
  readonly parcelId: string;
  readonly status: string;
  readonly carrierCode: string | null;
  readonly trackingNumber: string | null;
}

/** The subgraph with carriers, a bus and databases of its own; the test plays orders, warehouse and the customers. */
export interface ShipmentsWorld extends Neighbours {
  /** At a pace of `manual`: parcels move when they are told to. */
  readonly carriers: CarrierSimulators;
  readonly app: ShipmentsApp;
  readonly registry: Registry;
  /** What shipments said of an order, oldest first. */
  said(orderId: string): readonly Envelope<Said, EventType>[];
  /** Asks the subgraph's API. */
  ask(query: string, variables: Record<string, unknown>, viewer?: Partial<Viewer>): Promise<SubgraphResponse>;
  follow(query: string, variables: Record<string, unknown>, viewer?: Partial<Viewer>): AsyncIterableIterator<SubgraphResponse>;
  tokenOf(orderId: string): string;
  close(): Promise<void>;
}

export async function openShipmentsWorld(environment: Readonly<Record<string, string>> = {}): Promise<ShipmentsWorld> {
  const [outside, database, redisServer] = await Promise.all([
    testDatabase('carriers', { messaging: false }),
    testDatabase('shipments'),
    testRedis(),
  ]);
  const logger = createLogger({ level: 'silent', name: 'shipments' });
  const redis = new Redis(redisServer.url, { maxRetriesPerRequest: null });
  const bus = redisStreamsBus({ redis, logger });
  const wakeUps = createWakeUps(redis, logger);
  const registry = new Registry();
  const carriers = openCarriers({
    databaseUrl: outside.url,
    pace: 'manual',
    pollMs: 20,
    publicUrl: 'http://shop.test/carriers',
    onFailure: () => undefined,
  });
  const keys = generatePassportKeys();
  const tokens = orderTokens('a secret of at least thirty-two bytes, for tests');
  const parts: Parts = {
    logger,
    environment: { CARRIER_QUOTE_TIMEOUT: '300', CARRIER_CALL_TIMEOUT: '300', ...environment },
    registry,
    redis,
    bus,
    wakeUps,
    databaseUrl: database.url,
    clock: () => new Date(),
    newId,
    orderTokens: tokens,
    ask: () => Promise.reject(new Error('shipments asks nobody')),
  };
  const subgraph = await hostSubgraph(shipments(carriers.carriers) as never, parts, passportReader({ publicKeys: [keys.publicKey] }));
  const app = subgraph.app as ShipmentsApp;
  const passports = passportIssuer(keys);
  const said = new Map<string, Map<string, Envelope>>();
  const ear = await bus.subscribe({
    group: 'test',
    topics: [topicOf('shipments')],
    handle: async event => {
      const heard = said.get(event.subject) ?? new Map<string, Envelope>();
      said.set(event.subject, heard.set(event.id, event));
    },
  });
  carriers.start(news => hearCarrierNews(app, news));
  await subgraph.start();
  const request = (query: string, variables: Record<string, unknown>, viewer: Partial<Viewer> | undefined) => ({
    query,
    variables,
    passport: passports.issue({ ...guest, expiresAt: null, ...viewer }),
  });

  return {
    ...playNeighbours((topic, event) => bus.publish(topic, [event])),
    carriers,
    app,
    registry,
    said: orderId => [...(said.get(orderId)?.values() ?? [])].toSorted((one, other) => one.sequence - other.sequence) as never,
    ask: (query, variables, viewer) => subgraph.connection.execute(request(query, variables, viewer)),
    follow: (query, variables, viewer) => subgraph.connection.subscribe(request(query, variables, viewer)),
    tokenOf: tokens.tokenOf,
    async close() {
      await ear.stop();
      await carriers.close();
      await subgraph.stop();
      await wakeUps.close();
      await bus.close();
      redis.disconnect();
      await Promise.all([outside.drop(), database.drop(), redisServer.stop()]);
    },
  };
}
