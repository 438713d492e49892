import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type TestDatabase, testDatabase } from '@micromart/local/testing';
import pg from 'pg';
import { createDatabaseIfMissing, databaseUrl } from './create-database.ts';
import { isTransient } from './faults.ts';
import { applyMigrations, pendingMigrations } from './migrations.ts';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await testDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'migrations-'));
  await write('1_parcels', 'CREATE TABLE parcel (id text PRIMARY KEY);');
  await write('2_weights', 'ALTER TABLE parcel ADD weight int; INSERT INTO parcel VALUES ($$pcl_1; not an end$$, 250);');
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function write(name: string, script: string): Promise<void> {
  await mkdir(path.join(folder, 'migrations', name), { recursive: true });
  await writeFile(path.join(folder, 'migrations', name, 'migration.sql'), script);
}

async function query(text: string, url = database.url): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}

test('migrations are applied once, in the order of their names', async () => {
  expect(await pendingMigrations(folder, database.url)).toEqual(['1_parcels', '2_weights']);
  expect(await applyMigrations(folder, database.url)).toEqual(['1_parcels', '2_weights']);
  expect(await query('SELECT * FROM parcel')).toEqual([{ id: 'pcl_1; not an end', weight: 250 }]);
  expect(await pendingMigrations(folder, database.url)).toEqual([]);
  expect(await applyMigrations(folder, database.url)).toEqual([]);
});

test('they are noted as Prisma notes them: by the SHA-256 of the file', async () => {
  await applyMigrations(folder, database.url);
  const script = 'CREATE TABLE parcel (id text PRIMARY KEY);';
  expect(await query("SELECT checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE migration_name = '1_parcels'")).toEqual([
    { checksum: createHash('sha256').update(script).digest('hex'), finished: true },
  ]);
});

test('many that migrate at once take turns, and each migration is applied by one of them', async () => {
  const applied = await Promise.all(Array.from({ length: 8 }, () => applyMigrations(folder, database.url)));
  expect(applied.flat()).toEqual(['1_parcels', '2_weights']);
});

test('an edited migration is an error that names it', async () => {
  await applyMigrations(folder, database.url);
  await write('1_parcels', 'CREATE TABLE parcel (id text);');
  await expect(applyMigrations(folder, database.url)).rejects.toMatchObject({
    migration: '1_parcels',
    message: 'migration 1_parcels was edited after it had been applied',
  });
});

test('other line ends are not an edit', async () => {
  await write('3_places', 'CREATE TABLE place (\n  id text\n);\n');
  await applyMigrations(folder, database.url);
  await write('3_places', 'CREATE TABLE place (\r\n  id text\r\n);\r\n');
  expect(await applyMigrations(folder, database.url)).toEqual([]);
});

test('a migration that fails leaves nothing behind, is named, and is applied once it is repaired', async () => {
  await write('3_broken', 'CREATE TABLE half (id text); SELECT nonsense;');
  await expect(applyMigrations(folder, database.url)).rejects.toMatchObject({ migration: '3_broken', message: expect.stringContaining('nonsense') });
  expect(await query("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
  await write('3_broken', 'CREATE TABLE half (id text);');
  expect(await applyMigrations(folder, database.url)).toEqual(['3_broken']);
});

test('one that Prisma noted as failed keeps the others back', async () => {
  await applyMigrations(folder, database.url);
  await query("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '2_weights'");
  await write('3_more', 'CREATE TABLE more (id text);');
  await expect(applyMigrations(folder, database.url)).rejects.toThrow('migration 2_weights failed earlier');
});

test('a database that is newer than the code is left as it is', async () => {
  await applyMigrations(folder, database.url);
  await rm(path.join(folder, 'migrations', '2_weights'), { recursive: true });
  expect(await applyMigrations(folder, database.url)).toEqual([]);
  expect(await pendingMigrations(folder, database.url)).toEqual([]);
});

test('the tables of one schema and the notes about them stay out of another', async () => {
  expect(await applyMigrations(folder, database.url, { schema: 'messaging' })).toEqual(['1_parcels', '2_weights']);
  expect(await query("SELECT to_regclass('messaging.parcel')::text AS inside, to_regclass('public.parcel') AS outside")).toEqual([
    { inside: 'messaging.parcel', outside: null },
  ]);
  expect(await applyMigrations(folder, database.url)).toEqual(['1_parcels', '2_weights']);
});

test('a database is made once, also when two ask for it at once', async () => {
  const name = `orders_${process.pid}`;
  const url = databaseUrl(database.url, name);
  await Promise.all([1, 2, 3].map(() => createDatabaseIfMissing(url)));
  expect(await query('SELECT current_database() AS name', url)).toEqual([{ name }]);
  await query(`DROP DATABASE ${name}`);
});

test('a look at a server that takes connections and says nothing is given up within seconds, as a fault of the world', async () => {
  const silent = createServer();
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
  const url = `postgres://micromart@127.0.0.1:${(silent.address() as AddressInfo).port}/orders`;
  const faults = await Promise.all(
    [pendingMigrations(folder, url), applyMigrations(folder, url), createDatabaseIfMissing(url)].map(work => work.catch((fault: unknown) => fault)),
  );
  expect(faults.map(isTransient)).toEqual([true, true, true]);
  silent.close();
}, 15_000);

test('a look that gets no answer any more is given up as well', async () => {
  await applyMigrations(folder, database.url);
  const holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
  await holder.query('BEGIN; LOCK TABLE _prisma_migrations');
  const fault = await pendingMigrations(folder, database.url).catch((error: unknown) => error);
  expect(isTransient(fault)).toBe(true);
  await holder.end();
  expect(await pendingMigrations(folder, database.url)).toEqual([]);
}, 15_000);

test('the address of a database keeps its server, account and parameters', () => {
  expect(databaseUrl('postgres://ada:secret@db.example:6432?sslmode=require', 'orders')).toBe(
    'postgres://ada:secret@db.example:6432/orders?sslmode=require',
  );
});
