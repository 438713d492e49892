import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '@micromart/database';
import type { Publisher } from '@micromart/events';
import { cuttableProxy, type CuttableProxy, testDatabase, testRedis } from '@micromart/local/testing';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { createMessaging, type MessagingOptions } from '../create-messaging.ts';
import type { Messaging } from '../messaging.ts';
import { createWakeUps, type WakeUps } from '../wake-ups.ts';
import type { BusUnderTest } from './bus-conformance.ts';
import { redisStreamsUnderTest } from './redis-streams-under-test.ts';

/** Messaging needs no tables of the subgraph's own. */
export interface NoTables {
  $disconnect(): Promise<void>;
}

export interface Member {
  readonly messaging: Messaging<NoTables>;
  readonly database: Database<NoTables>;
  readonly url: string;
  /** Stands before this member's database. */
  readonly proxy: CuttableProxy;
}

type Own = Pick<MessagingOptions<null, NoTables>, 'name'> &
  Partial<Pick<MessagingOptions<null, NoTables>, 'listeners' | 'tasks' | 'taskLeaseSeconds' | 'registry'>>;

/** Some subgraphs on databases, a bus and a Redis of their own. */
export async function openShop(makeBus: () => Promise<BusUnderTest> = redisStreamsUnderTest) {
  const server = await testRedis();
  const redis = new Redis(server.url);
  const logger = pino({ level: 'silent' });
  redis.on('error', error => logger.debug(error));
  const underTest = await makeBus();
  const { bus, cut: cutBus, restore: restoreBus } = await underTest.connectCuttable();
  const wakeUps: WakeUps = createWakeUps(redis, logger);
  const urls = new Map<Publisher, string>();
  const closing: (() => Promise<void>)[] = [];
  const drops: (() => Promise<void>)[] = [];

  async function databaseOf(name: Publisher): Promise<string> {
    const known = urls.get(name);
    if (known !== undefined) return known;
    const made = await testDatabase('messaging');
    drops.push(made.drop);
    urls.set(name, made.url);
    return made.url;
  }

  return {
    bus,
    redis,
    wakeUps,
    /** The bus is away, until `restoreBus`. */
    cutBus,
    restoreBus,
    /** The bus loses all that it was given. */
    forgetBus: () => underTest.forget(),
    /** One more replica of a subgraph, started. */
    async join({ listeners = {}, tasks = {}, ...own }: Own): Promise<Member> {
      const url = await databaseOf(own.name);
      const proxy = await cuttableProxy(url);
      const database = openDatabase<NoTables>({ url: proxy.url, prisma: () => ({ $disconnect: async () => undefined }) });
      const messaging = createMessaging<null, NoTables>({
        database,
        databaseUrl: proxy.url,
        bus,
        wakeUps,
        logger,
        app: () => null,
        clock: () => new Date(),
        newId: prefix => `${prefix}_${randomUUID()}`,
        newEventId: randomUUID,
        listeners,
        tasks,
        ...own,
      });
      closing.push(async () => {
        await messaging.stop();
        await database.close();
        await proxy.close();
      });
      await messaging.start();
      return { messaging, database, url, proxy };
    },
    async close() {
      await Promise.all(closing.map(close => close()));
      await bus.close();
      await wakeUps.close();
      redis.disconnect();
      await Promise.all(drops.map(drop => drop()));
      await underTest.stop();
      await server.stop();
    },
  };
}

export type Shop = Awaited<ReturnType<typeof openShop>>;
