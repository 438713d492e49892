import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type TestServer, testPostgres } from '@micromart/local/testing';
import pg from 'pg';
import { type Database, openDatabase } from './database.ts';
import { isTransient } from './faults.ts';

interface NoTables {
  $disconnect(): Promise<void>;
}

let server: TestServer;
let admin: pg.Client;
let database: Database<NoTables>;

beforeEach(async () => {
  server = await testPostgres();
  admin = new pg.Client(server.url);
  await admin.connect();
  await admin.query('SET default_transaction_read_only = off');
  await admin.query('CREATE TABLE note (word text PRIMARY KEY)');
  database = openDatabase<NoTables>({ url: server.url, connections: 1, prisma: () => ({ $disconnect: async () => undefined }) });
});
afterEach(async () => {
  await database.close();
  await admin.end();
  await server.stop();
});

const write = (word: string) => ({ text: 'INSERT INTO note VALUES ($1)', values: [word] });
const backend = async (): Promise<unknown> => (await database.query({ text: 'SELECT pg_backend_pid() AS pid' })).rows[0]?.['pid'];
const faultOf = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'no fault').catch((fault: unknown) => fault);

test('a server that only lets itself be read is a fault of the world, and the connection to it is not used again', async () => {
  const before = await backend();
  await admin.query('ALTER SYSTEM SET default_transaction_read_only = on');
  await admin.query('SELECT pg_reload_conf()');
  for (;;) {
    const { rows } = await database.query<{ setting: string }>({ text: "SELECT current_setting('default_transaction_read_only') AS setting" });
    if (rows[0]?.setting === 'on') break;
  }
  expect(await backend()).toBe(before);
  expect(isTransient(await faultOf(database.transaction(tx => tx.query(write('refused')))))).toBe(true);
  expect(await backend()).not.toBe(before);
  expect(isTransient(await faultOf(database.query(write('refused'))))).toBe(true);
});
