import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isTransient, pendingMigrations, sqlState } from '@micromart/database';
import type { Logger } from '@micromart/service';
import { type DatabaseOwner, databaseOwners } from '../settings/databases.ts';

const prismaFolder = fileURLToPath(new URL('../../../prisma', import.meta.url));
const LOOK_EVERY = 500;
const COMPLAIN_EVERY = 10_000;
/** The database, which the migrations make, is not there yet. */
const NO_SUCH_DATABASE = '3D000';

/**
 * Resolves when a database answers and its schema is not older than this code; waits for both without end, and says in the log what for.
 * Rejects when waiting is no use, as with a wrong password, and at once when the signal is aborted, however silent the database is.
 */
export async function untilMigrated(owner: DatabaseOwner, url: string, logger: Logger, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const ended = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  let complained = -Infinity;
  for (;;) {
    const lacks = await Promise.race([lackOf(owner, url), ended]);
    if (lacks === undefined) return;
    if (performance.now() - complained > COMPLAIN_EVERY) {
      complained = performance.now();
      logger.warn({ database: owner, lacks }, 'waiting for the database');
    }
    await Promise.race([pause(LOOK_EVERY), ended]);
  }
}

async function lackOf(owner: DatabaseOwner, url: string): Promise<string | undefined> {
  try {
    const isOutsider = (databaseOwners.outsiders as readonly string[]).includes(owner);
    const messaging = isOutsider ? [] : await pendingMigrations(path.join(prismaFolder, 'messaging'), url, { schema: 'messaging' });
    const own = await pendingMigrations(path.join(prismaFolder, owner), url);
    const [first] = [...messaging, ...own];
    return first === undefined ? undefined : `the migration ${first}`;
  } catch (error) {
    if (sqlState(error) === NO_SUCH_DATABASE) return 'the database itself';
    if (isTransient(error)) return 'an answer';
    throw error;
  }
}
