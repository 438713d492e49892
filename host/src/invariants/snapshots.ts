import pg from 'pg';
import { askingDatabaseOf } from '../running/asking-databases.ts';
import { databaseOwners } from '../settings/databases.ts';
import type { Stores } from '../running/stores.ts';

export const subgraphDatabases = databaseOwners.subgraphs;
export type SubgraphDatabase = (typeof databaseOwners.subgraphs)[number];
export type DatabaseName = SubgraphDatabase | (typeof databaseOwners.outsiders)[number];

/** Every database as it was at one moment of its own. Amounts are to be cast to float8: `bigint` comes as text. */
export interface Snapshots {
  rows<Row>(database: DatabaseName, text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Opens all of them as close to each other in time as can be. */
export async function openSnapshots(stores: Pick<Stores, 'databaseUrl'>): Promise<Snapshots> {
  const names: readonly DatabaseName[] = [...databaseOwners.subgraphs, ...databaseOwners.outsiders];
  const clients = new Map(names.map(name => [name, new pg.Client({ connectionString: stores.databaseUrl(name), application_name: 'invariants' })]));
  const close = async (): Promise<void> => void (await Promise.all([...clients.values()].map(client => client.end())));
  try {
    await Promise.all([...clients].map(([name, client]) => askingDatabaseOf(name, () => client.connect())));
    // a snapshot is taken by the first statement, not by BEGIN
    await Promise.all([...clients.values()].map(client => client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')));
    await Promise.all([...clients.values()].map(client => client.query('SELECT 1')));
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
  const lines = new Map<DatabaseName, Promise<unknown>>();
  return {
    rows<Row>(database: DatabaseName, text: string, values: readonly unknown[] = []) {
      // one statement at a time on a connection, whoever asks
      const client = clients.get(database) as pg.Client;
      const asked = (lines.get(database) ?? Promise.resolve()).then(async () => (await client.query(text, [...values])).rows as readonly Row[]);
      lines.set(
        database,
        asked.catch(() => undefined),
      );
      return asked;
    },
    close,
  };
}
