/** A PostgreSQL for the length of one command, and on it databases as the migrations make them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { applyMigrations, createDatabaseIfMissing } from '@micromart/database';
import { startPostgres } from '@micromart/local';

export const PRISMA = path.resolve(import.meta.dirname, '../../../prisma');

export async function withServer(use) {
  const directory = await mkdtemp(path.join(tmpdir(), 'micromart-migrations-'));
  const server = await startPostgres({ directory, port: 0, parameters: { fsync: 'off', full_page_writes: 'off' } });
  try {
    return await use(server);
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** The address of a new database with every migration of `prisma/<name>` applied. */
export async function migrated(server, name) {
  const url = server.url(name);
  await createDatabaseIfMissing(url);
  await applyMigrations(path.join(PRISMA, name), url, name === 'messaging' ? { schema: name } : {});
  return url;
}
