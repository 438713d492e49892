import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cuttableProxy, type CuttableProxy, type TestServer, testRedis } from '@micromart/local/testing';
import { eventually } from '@micromart/local/testing/eventually';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import type { Bus } from './bus.ts';
import { createListening, type Listening } from './listening.ts';
import { listRedisDeadLetters, parkInRedis, redriveRedisDeadLetters } from './redis-dead-letters.ts';
import { redisStreamsBus } from './redis-streams/bus.ts';
import { released } from './testing/sample-events.ts';

const logger = pino({ level: 'silent' });
let server: TestServer;
let proxy: CuttableProxy;
let redis: Redis;
let bus: Bus;
const opened: Redis[] = [];
const listenings: Listening[] = [];

const connect = (url: string): Redis => {
  const connection = new Redis(url, { maxRetriesPerRequest: 0 });
  connection.on('error', error => logger.debug(error));
  opened.push(connection);
  return connection;
};
const listen = async (to: Redis, heard: (orderId: string) => void | Promise<void>): Promise<Listening> => {
  const listening = createListening<null>({
    name: 'carts',
    bus,
    redis: to,
    app: () => null,
    clock: () => new Date(),
    logger,
    listeners: { 'stock.released': async (_app, { subject }) => heard(subject) },
  });
  listenings.push(listening);
  await listening.start();
  return listening;
};
const parked = async (): Promise<readonly string[]> => (await listRedisDeadLetters(redis, 'carts')).map(({ subject }) => subject);

beforeEach(async () => {
  server = await testRedis();
  proxy = await cuttableProxy(server.url);
  redis = connect(server.url);
  bus = redisStreamsBus({ redis, logger });
  for (let number = 1; number <= 5; number += 1) await parkInRedis(redis, 'carts', released(`ord_${number}`, 1), new Error('bad egg'), 5, new Date());
  await redriveRedisDeadLetters(redis, 'carts');
});
afterEach(async () => {
  proxy.restore();
  await Promise.all(listenings.splice(0).map(listening => listening.stop()));
  await bus.close();
  for (const connection of opened.splice(0)) connection.disconnect();
  await proxy.close();
  await server.stop();
});

test('dead letters that are to be tried again are tried, though Redis went away while the first one was', async () => {
  let tries = 0;
  let failures = 0;
  const cuttable = connect(proxy.url);
  cuttable.on('close', () => (failures += 1));
  await listen(cuttable, () => {
    if ((tries += 1) === 1) proxy.cut();
  });
  await eventually(() => failures > 3);
  proxy.restore();
  await eventually(async () => (await parked()).length === 0);
});

test('dead letters that are to be tried again are tried by the next process, though the first one ended meanwhile', async () => {
  let end: (() => void) | undefined;
  const first = await listen(
    redis,
    () =>
      new Promise(resolve => {
        end = resolve;
      }),
  );
  await eventually(() => end !== undefined);
  const stopped = first.stop();
  end?.();
  await stopped;
  expect(await parked()).toHaveLength(4);
  await listen(redis, () => undefined);
  await eventually(async () => (await parked()).length === 0);
});

test('a dead letter that fails again stays, with its new fault, and is not tried until it is asked for', async () => {
  let tries = 0;
  await listen(redis, () => {
    tries += 1;
    throw new RangeError('still bad');
  });
  await eventually(async () => (await listRedisDeadLetters(redis, 'carts')).every(({ reason }) => reason === 'RangeError'));
  expect(await redriveRedisDeadLetters(redis, 'carts', ['none'])).toEqual([]);
  expect([tries, (await parked()).length]).toEqual([5, 5]);
});
