import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { generatePassportKeys } from '@micromart/auth';
import { type TestServer, testRedis } from '@micromart/local/testing';
import { processEnvironment } from '@micromart/service';
import { freePort } from '@micromart/local';
import { eventually } from '@micromart/local/testing/eventually';

const program = path.resolve(import.meta.dirname, '../../host/bin/built.mjs');
const endWithParent = path.resolve(import.meta.dirname, 'testing/end-with-parent.mjs');

let redis: TestServer;
let port: number;
beforeAll(async () => {
  [redis, port] = [await testRedis(), await freePort()];
});
afterAll(() => redis.stop());

const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

interface Carts {
  readonly child: ChildProcess;
  /** Exit code, and what it said. */
  readonly over: Promise<readonly [code: number | null, said: string]>;
}

/** A process of carts, which needs nothing but Redis. */
function serveCarts(environment: Readonly<Record<string, string>>): Carts {
  const { PATH } = processEnvironment;
  const child = spawn(process.execPath, ['--import', endWithParent, program, 'serve', 'carts'], {
    env: { PATH, PORT: String(port), ...environment },
  });
  started.push(child);
  const said = text(child.stderr);
  return { child, over: once(child, 'exit').then(async ([code]) => [code as number | null, await said]) };
}

const needed = (): Record<string, string> => ({ REDIS_URL: redis.url, PASSPORT_PUBLIC_KEYS: generatePassportKeys().publicKey });

const status = (page: string): Promise<number | undefined> =>
  fetch(`http://127.0.0.1:${port}/${page}`).then(
    response => response.status,
    () => undefined,
  );
const ready = (): Promise<true> => eventually(async () => (await status('readyz')) === 200, 60);

test.each(['SIGTERM', 'SIGINT'] as const)('a process that is told to end by %s lets its port go and exits with 0', async signal => {
  const { child, over } = serveCarts(needed());
  await ready();
  expect([await status('healthz'), await status('metrics')]).toEqual([200, 200]);
  child.kill(signal);
  const [code, said] = await over;
  expect(code).toBe(0);
  expect(
    said
      .trim()
      .split('\n')
      .map(line => (JSON.parse(line) as { service: string; msg: string }).msg),
  ).toEqual(['open', 'ending what is under way', 'ended']);
  expect(await status('healthz')).toBeUndefined();
});

test('a process that cannot reach its data is not ready, and lives on', async () => {
  const store = await testRedis();
  serveCarts({ ...needed(), REDIS_URL: store.url });
  await ready();
  await store.stop();
  await eventually(async () => (await status('readyz')) === 503, 60);
  expect(await status('healthz')).toBe(200);
});

test('a process whose settings are missing or wrong does not start, and names all of them', async () => {
  const [code, said] = await serveCarts({ REDIS_URL: 'http://redis', PORT: 'first', CART_DAYS: '0' }).over;
  expect(code).toBe(1);
  for (const name of ['REDIS_URL', 'PORT', 'CART_DAYS', 'PASSPORT_PUBLIC_KEYS']) expect(said).toMatch(new RegExp(`^${name} is .*: must `, 'm'));
});

test('a process whose port is taken says so, and ends', async () => {
  const server = createServer().listen(port, '0.0.0.0');
  await once(server, 'listening');
  const [code, said] = await serveCarts(needed()).over;
  server.close();
  expect([code, said.trim()]).toEqual([1, `PORT is ${port}: must be a port at which no other program listens.`]);
});
