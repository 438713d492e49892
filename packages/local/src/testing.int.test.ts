import { expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { testDatabase, testRedis } from './testing.ts';

test('each test has a database to itself', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  const client = new pg.Client({ connectionString: one.url });
  await client.connect();
  await client.query('CREATE TABLE mine (id int)');
  await client.end();
  const neighbour = new pg.Client({ connectionString: other.url });
  await neighbour.connect();
  expect((await neighbour.query("SELECT to_regclass('mine') AS found")).rows).toEqual([{ found: null }]);
  await neighbour.end();
  await Promise.all([one.drop(), other.drop()]);
});

test('each test has a Redis to itself', async () => {
  const [one, other] = await Promise.all([testRedis(), testRedis()]);
  const [mine, neighbour] = [new Redis(one.url), new Redis(other.url)];
  await mine.set('key', 'value');
  expect(await neighbour.get('key')).toBeNull();
  mine.disconnect();
  neighbour.disconnect();
  await Promise.all([one.stop(), other.stop()]);
});
