import { testDatabase, type TestDatabase, testRedis } from '@micromart/local/testing';
import { Redis } from 'ioredis';
import pg from 'pg';
import { databaseOwners } from '../../settings/databases.ts';
import type { Stores } from '../../running/stores.ts';
import type { DatabaseName } from '../snapshots.ts';

/** The stores of a shop without a shop: rows are put in by hand. */
export interface World {
  readonly stores: Stores;
  readonly redis: Redis;
  /** Plays statements on one database, unhindered by constraints and triggers. */
  play(database: DatabaseName, sql: string): Promise<void>;
  /** Puts rows into a table; objects become JSON, moments are given as Dates. */
  insert(database: DatabaseName, table: string, ...rows: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
  /** Takes all rows out again. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

const names: readonly DatabaseName[] = [...databaseOwners.subgraphs, ...databaseOwners.outsiders];
const isOutsider = (name: DatabaseName): boolean => (databaseOwners.outsiders as readonly string[]).includes(name);

/** What the database itself refuses must be found too, should it ever come in another way. */
const WITHOUT_CONSTRAINTS = `DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT conrelid::regclass AS owner, conname FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', found.owner, found.conname);
  END LOOP;
  FOR found IN SELECT indexrelid::regclass AS name FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
      WHERE indisunique AND NOT indisprimary AND relnamespace = 'public'::regnamespace LOOP
    EXECUTE format('DROP INDEX %s', found.name);
  END LOOP;
END $$`;

const plain = (value: unknown): unknown => (typeof value === 'object' && value !== null && !(value instanceof Date) ? JSON.stringify(value) : value);

/** @param isRunning whether the shop is to be taken for one that runs. */
export async function openWorld(isRunning = true): Promise<World> {
  const databases = new Map<DatabaseName, TestDatabase>();
  await Promise.all(names.map(async name => databases.set(name, await testDatabase(name, isOutsider(name) ? { messaging: false } : {}))));
  const urlOf = (name: string): string => databases.get(name as DatabaseName)?.url ?? '';
  const clients = new Map(names.map(name => [name, new pg.Client({ connectionString: urlOf(name) })]));
  for (const client of clients.values()) {
    await client.connect();
    await client.query('SET session_replication_role = replica');
    await client.query(WITHOUT_CONSTRAINTS);
  }
  const server = await testRedis();
  const redis = new Redis(server.url);
  const play = async (database: DatabaseName, sql: string): Promise<void> => void (await clients.get(database)?.query(sql));
  return {
    stores: { databaseUrl: urlOf, redisUrl: server.url, isRunning },
    redis,
    play,
    async insert(database, table, ...rows) {
      for (const row of rows) {
        const columns = Object.keys(row);
        const places = columns.map((_, at) => `$${at + 1}`);
        await clients
          .get(database)
          ?.query(
            `INSERT INTO ${table} (${columns.map(column => `"${column}"`).join(', ')}) VALUES (${places.join(', ')})`,
            Object.values(row).map(plain),
          );
      }
    },
    async empty() {
      await redis.flushall();
      await Promise.all(
        names.map(name =>
          play(
            name,
            `DO $$ DECLARE t record; BEGIN
               FOR t IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'messaging') AND tablename <> '_prisma_migrations' LOOP
                 EXECUTE format('DELETE FROM %I.%I', t.schemaname, t.tablename);
               END LOOP; END $$`,
          ),
        ),
      );
    },
    async close() {
      redis.disconnect();
      await Promise.all([...clients.values()].map(client => client.end()));
      await Promise.all([server.stop(), ...[...databases.values()].map(database => database.drop())]);
    },
  };
}
