import { randomUUID } from 'node:crypto';
import { generatePassportKeys, guest, orderTokens, passportIssuer, passportReader, type Viewer } from '@micromart/auth';
import { type Envelope, type EventType, topicOf } from '@micromart/events';
import { testDatabase, testRedis } from '@micromart/local/testing';
import { createWakeUps, redisStreamsBus } from '@micromart/messaging';
import { openProvider, type ProviderSimulator } from '@micromart/provider-simulator';
import { createLogger, hostSubgraph, newId, type Parts, type SubgraphResponse } from '@micromart/service';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { type PaymentsApp, payments, receiveProviderEvent } from '../index.ts';
import { type OrdersPart, playOrders } from './orders-part.ts';

/** The subgraph with a provider, a bus and databases of its own; the test plays orders and the customers. */
export interface PaymentsWorld extends OrdersPart {
  readonly provider: ProviderSimulator;
  readonly app: PaymentsApp;
  /** What payments said of an order, oldest first. */
  said(orderId: string): readonly Envelope<{ paymentId: string; captured: number; refunded: number; failureCode: string | null }, EventType>[];
  /** Asks the subgraph's API. */
  ask(query: string, variables: Record<string, unknown>, viewer?: Partial<Viewer>): Promise<SubgraphResponse>;
  tokenOf(orderId: string): string;
  close(): Promise<void>;
}

/** @param environment settings of payments, above short times that suit a test. */
export async function openPaymentsWorld(environment: Readonly<Record<string, string>> = {}): Promise<PaymentsWorld> {
  const [books, database, redisServer] = await Promise.all([testDatabase('provider', { messaging: false }), testDatabase('payments'), testRedis()]);
  const logger = createLogger({ level: 'silent', name: 'payments' });
  const redis = new Redis(redisServer.url, { maxRetriesPerRequest: null });
  const bus = redisStreamsBus({ redis, logger });
  const wakeUps = createWakeUps(redis, logger);
  const provider = openProvider({ databaseUrl: books.url, publicUrl: 'http://shop.test/provider', webhookDelayMilliseconds: 20 });
  const keys = generatePassportKeys();
  const tokens = orderTokens('a secret of at least thirty-two bytes, for tests');
  const parts: Parts = {
    logger,
    environment: { PAYMENT_PROVIDER_TIMEOUT: '1000', PAYMENT_ACTION_CHECK_SECONDS: '1', PAYMENT_RETURN_ORIGINS: 'https://shop.test', ...environment },
    registry: new Registry(),
    redis,
    bus,
    wakeUps,
    databaseUrl: database.url,
    clock: () => new Date(),
    newId,
    orderTokens: tokens,
    ask: () => Promise.reject(new Error('payments asks nobody')),
  };
  const subgraph = await hostSubgraph(payments(provider.api) as never, parts, passportReader({ publicKeys: [keys.publicKey] }));
  const app = subgraph.app as PaymentsApp;
  const passports = passportIssuer(keys);
  const said = new Map<string, Map<string, Envelope>>();
  const ear = await bus.subscribe({
    group: 'test',
    topics: [topicOf('payments')],
    handle: async event => {
      const events = said.get(event.subject) ?? new Map<string, Envelope>();
      said.set(event.subject, events.set(event.id, event));
    },
  });
  await provider.startWebhooks(report => receiveProviderEvent(app, report));
  await subgraph.start();

  return {
    ...playOrders(event => bus.publish(topicOf('orders'), [event])),
    provider,
    app,
    said: orderId => [...(said.get(orderId)?.values() ?? [])].toSorted((one, other) => one.sequence - other.sequence) as never,
    ask: (query, variables, viewer) =>
      subgraph.connection.execute({
        query,
        variables,
        passport: passports.issue({ ...guest, expiresAt: null, ...viewer }),
        traceparent: randomUUID(),
      }),
    tokenOf: tokens.tokenOf,
    async close() {
      await ear.stop();
      await subgraph.stop();
      await provider.close();
      await wakeUps.close();
      await bus.close();
      redis.disconnect();
      await Promise.all([books.drop(), database.drop(), redisServer.stop()]);
    },
  };
}
