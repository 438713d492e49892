import pg from 'pg';
import { sqlState } from './faults.ts';
import { withClient } from './with-client.ts';

/** The address of one of a server's databases; user, port and parameters such as `sslmode` stay as they are. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

const NO_SUCH_DATABASE = '3D000';
const ALREADY_THERE = new Set(['42P04', '23505']);

/**
 * Makes the database of an address unless it is there, also when two do so at once. One that is there is only opened, so that its owner need not
 * be allowed to make databases.
 */
export async function createDatabaseIfMissing(url: string): Promise<void> {
  try {
    await withClient({ url }, async () => undefined);
  } catch (error) {
    if (sqlState(error) !== NO_SUCH_DATABASE) throw error;
    await withClient({ url: databaseUrl(url, 'postgres') }, client => create(client, decodeURIComponent(new URL(url).pathname.slice(1))));
  }
}

async function create(client: pg.Client, name: string): Promise<void> {
  try {
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (!ALREADY_THERE.has(sqlState(error) ?? '')) throw error;
  }
}
