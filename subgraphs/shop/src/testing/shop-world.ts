import { randomUUID } from 'node:crypto';
import { generatePassportKeys, guest, orderTokens, passportIssuer, passportReader, type Role } from '@micromart/auth';
import { type Envelope, stockLevelChanged, topicOf, type variantChanged, type PayloadOf } from '@micromart/events';
import { testDatabase, testRedis } from '@micromart/local/testing';
import { createWakeUps, redisStreamsBus } from '@micromart/messaging';
import { createLogger, hostSubgraph, newId, type Parts, type SubgraphResponse } from '@micromart/service';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { type App, shop } from '../index.ts';

type VariantChanged = PayloadOf<typeof variantChanged>;

/** The subgraph with a bus and a database of its own; the test plays warehouse and those who ask. */
export interface ShopWorld {
  readonly app: App;
  /** Answers with the data; throws with the first error. */
  ask<Data>(query: string, variables?: Record<string, unknown>, role?: Role): Promise<Data>;
  /** Answers with whatever comes. */
  send(query: string, variables?: Record<string, unknown>, role?: Role): Promise<SubgraphResponse>;
  /** Says what warehouse says of a variant. */
  stock(variantId: string, inStock: boolean, sequence: number): Promise<void>;
  /** What the shop said of a variant, oldest first. */
  said(variantId: string): readonly Envelope<VariantChanged>[];
  close(): Promise<void>;
}

export async function openShopWorld(): Promise<ShopWorld> {
  const [database, redisServer] = await Promise.all([testDatabase('shop'), testRedis()]);
  const logger = createLogger({ level: 'error', name: 'shop' });
  const redis = new Redis(redisServer.url, { maxRetriesPerRequest: null });
  const bus = redisStreamsBus({ redis, logger });
  const wakeUps = createWakeUps(redis, logger);
  const keys = generatePassportKeys();
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
    orderTokens: orderTokens('a secret of at least thirty-two bytes, for tests'),
    ask: () => Promise.reject(new Error('the shop asks nobody')),
  };
  const subgraph = await hostSubgraph(shop as never, parts, passportReader({ publicKeys: [keys.publicKey] }));
  const passports = passportIssuer(keys);
  const said = new Map<string, Map<string, Envelope<VariantChanged>>>();
  const ear = await bus.subscribe({
    group: 'test',
    topics: [topicOf('shop')],
    handle: async event => {
      const events = said.get(event.subject) ?? new Map<string, Envelope<VariantChanged>>();
      said.set(event.subject, events.set(event.id, event as Envelope<VariantChanged>));
    },
  });
  await subgraph.start();

  const send: ShopWorld['send'] = (query, variables = {}, role) =>
    subgraph.connection.execute({
      query,
      variables,
      passport: passports.issue(role === undefined ? guest : { ...guest, userId: newId('usr'), roles: [role] }),
    });
  return {
    app: subgraph.app as App,
    send,
    async ask<Data>(query: string, variables?: Record<string, unknown>, role?: Role) {
      const { data, errors } = await send(query, variables, role);
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data as Data;
    },
    stock: (variantId, inStock, sequence) =>
      bus.publish(topicOf('warehouse'), [
        {
          specversion: '1.0',
          id: randomUUID(),
          source: '/micromart/warehouse',
          type: stockLevelChanged.type,
          subject: variantId,
          time: new Date().toISOString(),
          dataschema: 'stock.level-changed/v1',
          sequence,
          correlationid: variantId,
          data: { variantId, available: inStock ? 5 : 0, inStock, lowStock: false },
        },
      ]),
    said: variantId => [...(said.get(variantId)?.values() ?? [])].toSorted((one, other) => one.sequence - other.sequence),
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
