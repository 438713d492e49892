import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '@micromart/local/testing';
import pg from 'pg';
import { lastBusOf, refillIfForgotten } from './refill.ts';

let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await testDatabase('messaging');
  pool = new pg.Pool({ connectionString: database.url });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const sql = { query: ({ text, values }: { text: string; values?: readonly unknown[] }) => pool.query(text, [...(values ?? [])]) } as never;
const remembering = (memory: string) => ({ memory: async () => memory, publish: async () => undefined }) as never;

test('a database knows which kind of bus its events went to last', async () => {
  expect(await lastBusOf(sql, 'orders')).toBeUndefined();
  await refillIfForgotten(sql, remembering(randomUUID()), 'orders');
  expect(await lastBusOf(sql, 'orders')).toBe('Redis Streams');
  // an id that a broker gave to a topic
  await refillIfForgotten(sql, remembering('c2-8UPCtSd-oCgu1q8d1Yw'), 'orders');
  expect(await lastBusOf(sql, 'orders')).toBe('Kafka');
});
