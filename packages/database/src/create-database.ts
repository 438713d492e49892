import pg from 'pg';
import { sqlState } from './faults.ts';

/** The address of one of a server's databases; user, port and parameters such as `sslmode` stay as they are. */
export function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

const ALREADY_THERE = new Set(['42P04', '23505']);

/**
 * Makes a database on a server unless it is there, also when two do so at once, and returns its address. `serverUrl` may name the database
 * to connect to; without one it is `postgres`.
 */
export async function createDatabaseIfMissing(serverUrl: string, name: string): Promise<string> {
  const { pathname } = new URL(serverUrl);
  const client = new pg.Client({ connectionString: pathname.length > 1 ? serverUrl : databaseUrl(serverUrl, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (!ALREADY_THERE.has(sqlState(error) ?? '')) throw error;
  } finally {
    await client.end();
  }
  return databaseUrl(serverUrl, name);
}
