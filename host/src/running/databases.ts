import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyMigrations, createDatabaseIfMissing, migrateSubgraph } from '@micromart/database';
import { allOwners, type DatabaseOwner, databaseOwners } from '../settings/databases.ts';
import { askingDatabaseOf } from './asking-databases.ts';

const prismaFolder = fileURLToPath(new URL('../../../prisma', import.meta.url));

const isOutsider = (owner: DatabaseOwner): boolean => (databaseOwners.outsiders as readonly string[]).includes(owner);

/** Makes an owner's database if it is missing, and applies what migrations it lacks; resolves to their names. Two that do so at once take turns. */
export async function migrateDatabase(owner: DatabaseOwner, url: string): Promise<readonly string[]> {
  await createDatabaseIfMissing(url);
  return isOutsider(owner) ? applyMigrations(path.join(prismaFolder, owner), url) : migrateSubgraph(prismaFolder, owner, url);
}

/**
 * The same for all of them; a second time it does nothing.
 * @throws SetupError that names the owner of one that is away.
 */
export async function migrateDatabases(urlOf: (owner: DatabaseOwner) => string): Promise<void> {
  await Promise.all(allOwners.map(owner => askingDatabaseOf(owner, () => migrateDatabase(owner, urlOf(owner)))));
}
