import { processEnvironment } from '@micromart/service';
import { askingDatabaseOf } from '../running/asking-databases.ts';
import { migrateDatabase } from '../running/databases.ts';
import { allOwners, namedDatabase, neededDatabases } from '../settings/databases.ts';
import { readProcessSettings } from '../settings/read.ts';

/** `npm run migrate`: makes the databases that are missing, if it may, and applies what migrations they lack. Several at once take turns. */
export async function run(): Promise<void> {
  const settings = readProcessSettings(neededDatabases(allOwners, processEnvironment), processEnvironment);
  for (const owner of allOwners) {
    const applied = await askingDatabaseOf(owner, () => migrateDatabase(owner, namedDatabase(settings, owner) ?? ''));
    console.log(`${owner}: ${applied.length === 0 ? 'up to date' : applied.join(', ')}`);
  }
}
