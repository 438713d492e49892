import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cuttableProxy, type CuttableProxy, type TestDatabase, testDatabase } from '@micromart/local/testing';
import { type Database, openDatabase } from './database.ts';
import { isTransient } from './faults.ts';

interface NoTables {
  $disconnect(): Promise<void>;
}

let server: TestDatabase;
let proxy: CuttableProxy;
let database: Database<NoTables>;

beforeEach(async () => {
  server = await testDatabase();
  proxy = await cuttableProxy(server.url);
  database = openDatabase<NoTables>({ url: proxy.url, connections: 1, silence: 3_000, prisma: () => ({ $disconnect: async () => undefined }) });
  await database.query({ text: 'CREATE TABLE note (word text PRIMARY KEY)' });
});

afterEach(async () => {
  await database.close();
  await proxy.close();
  await server.drop();
});

const write = (word: string) => ({ text: 'INSERT INTO note VALUES ($1)', values: [word] });
const words = async (): Promise<unknown[]> => (await database.query({ text: 'SELECT word FROM note ORDER BY word' })).rows.map(({ word }) => word);
const faultOf = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'no fault').catch((fault: unknown) => fault);

test('a connection that falls silent is given up as a fault of the world, and the next statement goes by another', async () => {
  proxy.freeze();
  expect(isTransient(await faultOf(database.query(write('unheard'))))).toBe(true);
  await database.query(write('heard'));
  expect(await words()).toEqual(['heard']);
});

test('a transaction whose connection falls silent is given up, not repeated, and keeps no connection', async () => {
  let plays = 0;
  const fault = await faultOf(
    database.transaction(async tx => {
      plays += 1;
      proxy.freeze();
      await tx.query(write('unheard'));
    }),
  );
  expect(isTransient(fault)).toBe(true);
  expect(plays).toBe(1);
  await database.transaction(tx => tx.query(write('heard')));
  expect(await words()).toEqual(['heard']);
});
