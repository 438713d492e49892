import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { type LocalPostgres, type PostgresOptions, startPostgres } from './postgres.ts';
import { commandOf, waitUntil } from './processes.ts';
import { SetupError } from './setup-error.ts';
import { killRun } from './testing/killed-run.ts';

/** For root a folder that PostgreSQL's account cannot enter, as a clone in /root is: mkdtemp lets nobody else in. */
let closed: string;
let directory: string;
const running: LocalPostgres[] = [];

beforeAll(async () => {
  closed = await mkdtemp(path.join(tmpdir(), 'micromart-postgres-'));
  directory = path.join(closed, 'postgres');
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

afterAll(() => rm(closed, { recursive: true }));

async function start(options: Partial<PostgresOptions> = {}): Promise<LocalPostgres> {
  const server = await startPostgres({ directory, port: 0, ...options });
  running.push(server);
  return server;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}

const isGone = (pid: number): Promise<boolean> => waitUntil(async () => (await commandOf(pid)) === undefined, 10_000);

test('what was written is there after a stop and a start', async () => {
  const first = await start();
  await query(first.url(), "CREATE EXTENSION pg_trgm; CREATE TABLE kept AS SELECT similarity('Rucksack', 'Ruksack') > 0.5 AS alike");
  await first.stop();
  expect(await commandOf(first.pid)).toBeUndefined();
  const second = await start();
  expect(await query(second.url(), 'SELECT * FROM kept')).toEqual([{ alike: true }]);
});

test('a password that a power cut has emptied is made anew before there are data, and named when there are', async () => {
  const elsewhere = path.join(closed, 'cut-off');
  const file = path.join(elsewhere, 'password');
  await mkdir(elsewhere);
  await writeFile(file, '');
  const first = await start({ directory: elsewhere });
  await query(first.url(), 'SELECT 1');
  await first.stop();
  const password = await readFile(file, 'utf8');
  await writeFile(file, '');
  await expect(start({ directory: elsewhere })).rejects.toThrow(
    new SetupError(`The password of the data in ${elsewhere} is not in ${file} any more: put that file back, or begin anew with npm run reset.`),
  );
  await writeFile(file, password);
  expect(await query((await start({ directory: elsewhere })).url(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('names sort and fold by Unicode, on every machine alike', async () => {
  const server = await start();
  expect(await query(server.url(), "SELECT upper('grün') AS folded, datlocale FROM pg_database WHERE datname = 'postgres'")).toEqual([
    { folded: 'GRÜN', datlocale: 'C.UTF-8' },
  ]);
});

test('what was committed survives a SIGKILL of the server', async () => {
  const first = await start();
  await query(first.url(), "CREATE TABLE committed AS SELECT 'ord_1' AS id");
  process.kill(first.pid, 'SIGKILL');
  await isGone(first.pid);
  await first.stop();
  const second = await start();
  expect(await query(second.url(), 'SELECT * FROM committed')).toEqual([{ id: 'ord_1' }]);
});

test('Ctrl-C in the terminal leaves the server to Node; the next start stops it and has its data', async () => {
  const left = await killRun(['postgres', directory], 'SIGINT', url => query(url, "CREATE TABLE interrupted AS SELECT 'ord_2' AS id"));
  expect(await commandOf(left.pid)).toContain('postgres');
  expect(await query(left.url, 'SELECT * FROM interrupted')).toEqual([{ id: 'ord_2' }]);
  const messages: string[] = [];
  const next = await start({ log: message => messages.push(message) });
  expect(await isGone(left.pid)).toBe(true);
  expect(messages).toEqual([`stopping the PostgreSQL that an earlier run left behind (process ${left.pid})`]);
  expect(await query(next.url(), 'SELECT * FROM interrupted')).toEqual([{ id: 'ord_2' }]);
});

test('a server and the run that started it, both killed, are taken over too', async () => {
  const left = await killRun(['postgres', directory], 'SIGKILL', url => query(url, "CREATE TABLE killed AS SELECT 'ord_3' AS id"));
  process.kill(left.pid, 'SIGKILL');
  const next = await start();
  expect(await query(next.url(), 'SELECT * FROM killed')).toEqual([{ id: 'ord_3' }]);
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
  await expect(start({ port, portSetting: 'POSTGRES_PORT' })).rejects.toThrow(
    new SetupError(`Port ${port}, which PostgreSQL needs, is taken: end the program that listens there, or set POSTGRES_PORT.`),
  );
  other.close();
  await expect(start({ port })).resolves.toMatchObject({ port });
});

test('a server that is not ready in time is stopped, and one sentence says what to do', async () => {
  const first = await start();
  await query(first.url(), "CREATE TABLE kept_waiting AS SELECT 'ord_4' AS id");
  await first.stop();
  // a standby that lets nobody in waits for ever for a primary that it does not have
  const standby = path.join(directory, 'data', 'standby.signal');
  await writeFile(standby, '');
  const messages: string[] = [];
  const log = (message: string): void => void messages.push(message);
  await expect(start({ parameters: { hot_standby: 'off' }, readyLimit: 1_500, log })).rejects.toThrow(
    new SetupError(
      `PostgreSQL was not ready within 1.5 s and was stopped: start again when the machine has less to do, or see in ${directory}/server.log why.`,
    ),
  );
  await rm(standby);
  const second = await start({ log });
  expect(await query(second.url(), 'SELECT * FROM kept_waiting')).toEqual([{ id: 'ord_4' }]);
  // had it not been stopped, this one would have had to
  expect(messages).toEqual([]);
});
