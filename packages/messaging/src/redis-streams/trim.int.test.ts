import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { testRedis } from '@micromart/local/testing';
import { eventually } from '@micromart/local/testing/eventually';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import type { Bus } from '../bus.ts';
import { OTHER_TOPIC, releasedInTurn, TOPIC } from '../testing/sample-events.ts';
import { redisStreamsBus, type RedisStreamsOptions } from './bus.ts';
import { streamsOf } from './keys.ts';
import { trimStream } from './trim.ts';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
let server: Awaited<ReturnType<typeof testRedis>>;
let redis: Redis;
const buses: Bus[] = [];

beforeEach(async () => {
  server = await testRedis();
  redis = new Redis(server.url, { protocol: 2 });
});
afterEach(async () => {
  for (const bus of buses.splice(0)) await bus.close();
  redis.disconnect();
  await server.stop();
});

/** Entries 1 to 1,000, of which a group has read the first ones and acknowledged the first ones of those. */
async function fill(stream: string, group: string, read: number, acknowledged = read): Promise<void> {
  if ((await redis.xlen(stream)) === 0) for (let at = 1; at <= 1_000; at += 1) await redis.xadd(stream, `${at}-0`, 'event', '{}');
  await redis.xgroup('CREATE', stream, group, '0');
  if (read > 0) await redis.xreadgroup('GROUP', group, 'owner', 'COUNT', read, 'STREAMS', stream, '>');
  for (let at = 1; at <= acknowledged; at += 1) await redis.xack(stream, group, `${at}-0`);
}

const oldest = async (stream: string): Promise<number> => Number((await redis.xrange(stream, '-', '+', 'COUNT', 1))[0]?.[0].split('-')[0]);

test('a stream is trimmed behind its slowest group, and what is pending is kept', async () => {
  await fill('s', 'quick', 1_000);
  await fill('s', 'slow', 900, 500);
  await trimStream(redis, 's', { consumed: 0, consumedEntries: 10, unconsumed: WEEK }, HOUR);
  const first = await oldest('s');
  expect(first).toBeGreaterThan(300);
  expect(first).toBeLessThanOrEqual(501);
});

test('what all have consumed stays for a while, for a group that comes new', async () => {
  await fill('s', 'quick', 1_000);
  await trimStream(redis, 's', { consumed: HOUR, consumedEntries: 10_000, unconsumed: WEEK }, HOUR);
  expect(await redis.xlen('s')).toBe(1_000);
});

test('a group that is gone for good does not fill Redis', async () => {
  await fill('s', 'gone', 0);
  await trimStream(redis, 's', { consumed: 0, consumedEntries: 10, unconsumed: WEEK }, WEEK + 900);
  expect(await oldest('s')).toBeGreaterThan(700);
});

test('the streams of every topic are trimmed, though the only process that is left neither publishes nor hears anything', async () => {
  const join = (options: Partial<RedisStreamsOptions>): Bus => {
    const bus = redisStreamsBus({ redis, logger: pino({ level: 'silent' }), ...options });
    buses.push(bus);
    return bus;
  };
  const topics = [TOPIC, OTHER_TOPIC];
  const publisher = join({});
  for (const topic of topics) await publisher.publish(topic, releasedInTurn(['ord_1'], 300));
  await publisher.close();
  const entries = async (topic: string) => Math.max(...(await Promise.all(streamsOf(topic).map(stream => redis.xlen(stream)))));
  expect(await Promise.all(topics.map(entries))).toEqual([300, 300]);
  join({ keeping: { consumed: 0, consumedEntries: 10, unconsumed: 0 }, trimEvery: 100 });
  await eventually(async () => (await Promise.all(topics.map(entries))).every(left => left < 300), 5);
});
