import { cuttableProxy, testRedis } from '@micromart/local/testing';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { redisStreamsBus } from '../redis-streams/bus.ts';
import type { BusUnderTest } from './bus-conformance.ts';

const logger = pino({ level: 'silent' });

/** Redis Streams on a Redis of its own. */
export async function redisStreamsUnderTest(): Promise<BusUnderTest> {
  const server = await testRedis();
  const clients: Redis[] = [];
  const proxies: { close(): Promise<void> }[] = [];
  const connect = (url: string) => {
    const redis = new Redis(url, { lazyConnect: true });
    clients.push(redis);
    return redisStreamsBus({ redis, logger });
  };
  const admin = new Redis(server.url);
  clients.push(admin);
  return {
    connect: async () => connect(server.url),
    async connectCuttable() {
      const proxy = await cuttableProxy(server.url);
      proxies.push(proxy);
      return { bus: connect(proxy.url), cut: proxy.cut, restore: proxy.restore, freeze: proxy.freeze };
    },
    forget: async () => void (await admin.flushall()),
    async stop() {
      for (const client of clients) client.disconnect();
      for (const proxy of proxies) await proxy.close();
      await server.stop();
    },
  };
}
