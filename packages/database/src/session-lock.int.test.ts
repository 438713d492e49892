import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@micromart/local/testing';
import pg from 'pg';
import { tryLock } from './session-lock.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const lost: Error[] = [];
const lock = (name: string) => tryLock({ url: database.url, name, onLost: error => lost.push(error) });

test('a lock has one holder at a time, and no other name waits for it', async () => {
  const release = await lock('one');
  expect(release).toBeDefined();
  expect(await lock('one')).toBeUndefined();
  await (await lock('other'))?.();
  await release?.();
  const again = await lock('one');
  expect(again).toBeDefined();
  await again?.();
  expect(lost).toEqual([]);
});

test('a lock whose holder loses its connection is free, the holder hears of it, and letting go changes nothing', async () => {
  const release = await lock('one');
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE application_name = 'micromart lock' AND datname = current_database()`,
  );
  await client.end();
  const next = await lock('one');
  expect(next).toBeDefined();
  await release?.();
  expect(lost).toHaveLength(1);
  expect(await lock('one')).toBeUndefined();
  await next?.();
});

test('without a server there is no lock, and an error says why', async () => {
  await expect(tryLock({ url: 'postgres://nobody@127.0.0.1:1/none', name: 'one', onLost: () => undefined })).rejects.toThrow('ECONNREFUSED');
});
