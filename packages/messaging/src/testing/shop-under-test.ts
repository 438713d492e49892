import { randomUUID } from 'node:crypto';
import { type Database, openDatabase } from '@micromart/database';
import type { Publisher } from '@micromart/events';
import { testDatabase, testRedis } from '@micromart/local/testing';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import type { Bus } from '../bus.ts';
import { createMessaging, type MessagingOptions } from '../create-messaging.ts';
import type { Messaging } from '../messaging.ts';
import { redisStreamsBus } from '../redis-streams/bus.ts';
import { createWakeUps, type WakeUps } from '../wake-ups.ts';
import { cuttableProxy, type CuttableProxy } from './cuttable-proxy.ts';

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
  Partial<Pick<MessagingOptions<null, NoTables>, 'listeners' | 'tasks' | 'taskLeaseSeconds'>>;

/** Some subgraphs on databases and a Redis of their own. */
export async function openShop() {
  const server = await testRedis();
  const redisProxy = await cuttableProxy(server.url);
  const redis = new Redis(redisProxy.url);
  const logger = pino({ level: 'silent' });
  redis.on('error', error => logger.debug(error));
  const bus: Bus = redisStreamsBus({ redis, logger });
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
    redisProxy,
    wakeUps,
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
      await redisProxy.close();
      await Promise.all(drops.map(drop => drop()));
      await server.stop();
    },
  };
}

export type Shop = Awaited<ReturnType<typeof openShop>>;
