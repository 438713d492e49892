import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TestServer, testRedis } from '@micromart/local/testing';
import { Redis } from 'ioredis';
import { shiftOf } from './shift.ts';

let server: TestServer;
let redis: Redis;
beforeAll(async () => {
  server = await testRedis();
  redis = new Redis(server.url);
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const LONG = 60_000;

test('of two replicas one has the shift, and keeps it by asking', async () => {
  const [one, other] = [shiftOf(redis, 'kept', LONG), shiftOf(redis, 'kept', LONG)];
  expect([await one.isMine(), await other.isMine(), await one.isMine()]).toEqual([true, false, true]);
  expect(await redis.pttl('micromart:shift:kept')).toBeGreaterThan(LONG / 2);
});

test('a replica that ends hands the shift over at once, and one that does not have it takes nothing away', async () => {
  const [one, other] = [shiftOf(redis, 'ended', LONG), shiftOf(redis, 'ended', LONG)];
  await one.isMine();
  await other.end();
  expect(await other.isMine()).toBe(false);
  await one.end();
  expect(await other.isMine()).toBe(true);
});

test('the shift of a replica that was killed lapses', async () => {
  await shiftOf(redis, 'killed', 50).isMine();
  const other = shiftOf(redis, 'killed', LONG);
  const end = Date.now() + 10_000;
  while (!(await other.isMine())) expect(Date.now()).toBeLessThan(end);
});
