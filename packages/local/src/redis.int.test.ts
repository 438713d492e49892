import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { commandOf, waitUntil } from './processes.ts';
import { type LocalRedis, type RedisOptions, startRedis } from './redis.ts';
import { SetupError } from './setup-error.ts';
import { killRun } from './testing/killed-run.ts';

/** Where `npm start` keeps a server that it had to fetch: fetched once for all. */
const binaries = path.resolve(import.meta.dirname, '../../../.micromart/redis');
let directory: string;
const running: LocalRedis[] = [];

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'micromart-redis-'));
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

afterAll(() => rm(directory, { recursive: true }));

async function start(options: Partial<RedisOptions> = {}): Promise<LocalRedis> {
  const server = await startRedis({ directory, port: 0, binaries, ...options });
  running.push(server);
  return server;
}

async function ask<Answer>(url: string, question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
  const redis = new Redis(url);
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

const isGone = (pid: number): Promise<boolean> => waitUntil(async () => (await commandOf(pid)) === undefined, 10_000);

test('what was written is there after a stop and a start', async () => {
  const first = await start();
  await ask(first.url, redis => redis.set('cart', 'kept'));
  await first.stop();
  expect(await commandOf(first.pid)).toBeUndefined();
  const second = await start();
  expect(await ask(second.url, redis => redis.get('cart'))).toBe('kept');
});

test('it forgets nothing when memory is short, writes everything down, and listens on loopback alone', async () => {
  const { url } = await start();
  const settings = await ask(url, redis =>
    Promise.all(['maxmemory-policy', 'appendonly', 'appendfsync', 'bind'].map(name => redis.config('GET', name))),
  );
  expect(settings).toEqual([
    ['maxmemory-policy', 'noeviction'],
    ['appendonly', 'yes'],
    ['appendfsync', 'everysec'],
    ['bind', '127.0.0.1'],
  ]);
});

test('streams and what a consumer has not acknowledged survive a SIGKILL of the server', async () => {
  const first = await start({ appendfsync: 'always' });
  await ask(first.url, async redis => {
    await redis.xgroup('CREATE', 'orders', 'payments', '0', 'MKSTREAM');
    for (const order of ['ord_1', 'ord_2']) await redis.xadd('orders', '*', 'order', order);
    await redis.xreadgroup('GROUP', 'payments', 'one', 'COUNT', 1, 'STREAMS', 'orders', '>');
  });
  process.kill(first.pid, 'SIGKILL');
  await isGone(first.pid);
  await first.stop();
  const second = await start();
  expect(await ask(second.url, redis => redis.xlen('orders'))).toBe(2);
  const [pending] = await ask(second.url, redis => redis.xpending('orders', 'payments'));
  expect(pending).toBe(1);
});

test('Ctrl-C in the terminal leaves the server to Node; the next start stops it and has its data', async () => {
  const left = await killRun(['redis', directory, binaries], 'SIGINT', url => ask(url, redis => redis.set('interrupted', 'kept')));
  expect(await commandOf(left.pid)).toMatch(/redis-server|valkey-server/);
  const messages: string[] = [];
  const next = await start({ log: message => messages.push(message) });
  expect(await isGone(left.pid)).toBe(true);
  expect(messages).toEqual([`stopping the Redis that an earlier run left behind (process ${left.pid})`]);
  expect(await ask(next.url, redis => redis.get('interrupted'))).toBe('kept');
});

test('a second run on the same data is told about the first', async () => {
  await start();
  await expect(start()).rejects.toThrow(
    new SetupError(`Another MicroMart is running with the data in ${directory}: stop it first, with Ctrl-C in its terminal.`),
  );
});

test('a taken port is one sentence that says what to do', async () => {
  const other = createServer();
  const port = await new Promise<number>(resolve => other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)));
  await expect(start({ port, portSetting: 'REDIS_PORT' })).rejects.toThrow(
    new SetupError(`Port ${port}, which Redis needs, is taken: end the program that listens there, or set REDIS_PORT.`),
  );
  other.close();
});
