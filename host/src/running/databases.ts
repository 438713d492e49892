import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { applyMigrations, createDatabaseIfMissing, migrateSubgraph } from '@micromart/database';
import { databaseNameOf, type Infrastructure } from './infrastructure.ts';

const prismaFolder = fileURLToPath(new URL('../../../prisma', import.meta.url));

/** The subgraphs that own a database, and the outsiders, who have theirs on the same server but nobody else's tables in it. */
export const databaseOwners = {
  subgraphs: ['users', 'shop', 'warehouse', 'orders', 'payments', 'shipments', 'notifications'],
  outsiders: ['provider', 'carriers'],
} as const;

/** Makes the databases that are missing, and applies what migrations they lack; a second time it does nothing. */
export async function migrateDatabases({ serverUrl }: Infrastructure): Promise<void> {
  const migrate = async (name: string, apply: (url: string) => Promise<unknown>): Promise<void> =>
    void (await apply(await createDatabaseIfMissing(serverUrl, databaseNameOf(name))));
  await Promise.all([
    ...databaseOwners.subgraphs.map(name => migrate(name, url => migrateSubgraph(prismaFolder, name, url))),
    ...databaseOwners.outsiders.map(name => migrate(name, url => applyMigrations(path.join(prismaFolder, name), url))),
  ]);
}
