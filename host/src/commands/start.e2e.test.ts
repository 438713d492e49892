import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { type TestServer, testRedis } from '@micromart/local/testing';
import { eventually } from '@micromart/local/testing/eventually';
import { processEnvironment } from '@micromart/service';

const { PATH, HOME } = processEnvironment;
const program = `import(${JSON.stringify(path.join(import.meta.dirname, 'start.ts'))}).then(({ start }) => start())`;

/** A server as a frozen PostgreSQL is: it takes connections and says nothing. */
let silent: Server;
const taken: Socket[] = [];
let redis: TestServer;
let directory: string;
let starting: ChildProcess;
let said: string;

beforeAll(async () => {
  redis = await testRedis();
  silent = createServer(socket => void taken.push(socket));
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  for (const socket of taken) socket.destroy();
  silent.close();
  await redis.stop();
});

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'micromart-start-'));
  const before = taken.length;
  starting = spawn(process.execPath, ['--import', 'tsx', '--conditions=source', '--eval', program], {
    env: {
      ...{ PATH, HOME, MICROMART_DATA: directory, LOG_LEVEL: 'silent', GATEWAY_PORT: '0', IDENTITY_PORT: '0', REDIS_URL: redis.url },
      DATABASE_URL: `postgres://micromart@127.0.0.1:${(silent.address() as AddressInfo).port}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  said = '';
  starting.stdout?.on('data', (words: Buffer) => (said += words.toString()));
  starting.stderr?.on('data', (words: Buffer) => (said += words.toString()));
  await eventually(() => taken.length > before || starting.exitCode !== null, 60);
}, 90_000);

afterEach(async () => {
  if (starting.exitCode === null && starting.signalCode === null) starting.kill('SIGKILL');
  await rm(directory, { recursive: true, force: true });
});

const exitCode = async (): Promise<number | null> => {
  if (starting.exitCode === null) await once(starting, 'exit');
  return starting.exitCode;
};

test('npm start on a database that is silent ends with a sentence that names it', async () => {
  expect(await exitCode()).toBe(1);
  expect(said).toMatch(/\nThe database of \w+ cannot be asked: timeout expired\. Look whether it runs/);
}, 30_000);

test('npm start that is told to end while its database is silent ends with 0', async () => {
  starting.kill('SIGINT');
  expect(await exitCode()).toBe(0);
  expect(said).toContain('\nCtrl-C: ending what is under way … (Ctrl-C again leaves it)\n');
}, 30_000);

test('told again, but not by the echo of the first, it ends at once with 1', async () => {
  starting.kill('SIGINT');
  await eventually(() => said.includes('ending what is under way'));
  starting.kill('SIGINT');
  const heard = performance.now();
  await eventually(() => performance.now() - heard > 600);
  expect(starting.exitCode).toBeNull();
  starting.kill('SIGTERM');
  expect(await exitCode()).toBe(1);
  expect(performance.now() - heard).toBeLessThan(3_000);
  expect(said).toContain('\nSIGTERM again: what is under way is left.\n');
}, 30_000);
