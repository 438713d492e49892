import { expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { testDatabase, testPostgres, testRedis } from './testing.ts';

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

test('a subgraph has a database with its tables and those of messaging', async () => {
  const database = await testDatabase('orders');
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  expect((await client.query("SELECT to_regclass('public.order')::text AS own, to_regclass('messaging.outbox')::text AS messaging")).rows).toEqual([
    { own: '"order"', messaging: 'messaging.outbox' },
  ]);
  await client.end();
  await database.drop();
});

test('a whole shop has a PostgreSQL to itself', async () => {
  const server = await testPostgres();
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  expect(
    (await client.query("SELECT count(*)::int AS others FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1')")).rows,
  ).toEqual([{ others: 0 }]);
  await client.end();
  await server.stop();
});
