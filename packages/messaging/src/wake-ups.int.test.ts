import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { testRedis } from '@micromart/local/testing';
import { eventually } from '@micromart/local/testing/eventually';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { createWakeUps, type WakeUps } from './wake-ups.ts';

let server: Awaited<ReturnType<typeof testRedis>>;
let redis: Redis;
let replicas: readonly WakeUps[];

beforeEach(async () => {
  server = await testRedis();
  redis = new Redis(server.url);
  replicas = [createWakeUps(redis, pino({ level: 'silent' })), createWakeUps(redis, pino({ level: 'silent' }))];
});
afterEach(async () => {
  for (const replica of replicas) await replica.close();
  redis.disconnect();
  await server.stop();
});

test('a wake-up reaches who follows that id, or every id of its kind, on all replicas', async () => {
  const heard: string[] = [];
  const hear = (who: string) => (id: string, version: number) => void heard.push(`${who} ${id} ${version}`);
  replicas.forEach((replica, at) => {
    replica.subscribe('order', 'ord_1', hear(`one${at}`));
    replica.subscribe('order', null, hear(`all${at}`));
    replica.subscribe('cart', 'ord_1', hear('cart'));
  });
  await eventually(async () => Number((await redis.pubsub('NUMSUB', 'micromart:wake:order'))[1]) === 2);
  replicas[0]?.publish([
    { kind: 'order', id: 'ord_1', version: 7 },
    { kind: 'order', id: 'ord_2', version: 1 },
  ]);
  await eventually(() => heard.length === 6);
  expect(heard.toSorted()).toEqual(['all0 ord_1 7', 'all0 ord_2 1', 'all1 ord_1 7', 'all1 ord_2 1', 'one0 ord_1 7', 'one1 ord_1 7']);
});

test('who stopped following hears nothing more, and the channel is left with the last one', async () => {
  const heard: string[] = [];
  const [replica] = replicas;
  const stops = ['first', 'second'].map(who => replica?.subscribe('order', 'ord_1', () => void heard.push(who)));
  await eventually(async () => Number((await redis.pubsub('NUMSUB', 'micromart:wake:order'))[1]) === 1);
  stops[0]?.();
  replica?.publish([{ kind: 'order', id: 'ord_1', version: 1 }]);
  await eventually(() => heard.length === 1);
  stops[1]?.();
  await eventually(async () => Number((await redis.pubsub('NUMSUB', 'micromart:wake:order'))[1]) === 0);
  expect(heard).toEqual(['second']);
});
