import { isTransient, sqlState } from '@micromart/database';
import { SetupError } from '@micromart/local';
import type { DatabaseOwner } from '../settings/databases.ts';

/** SQLSTATEs of who may not come in (class 28), and of a database that is not there. */
const SHUT = /^(28|3D)/;

/**
 * Plays what asks an owner's database, for a command at a terminal.
 * @throws SetupError that names the owner when the database is away, or lets nobody in.
 */
export async function askingDatabaseOf<Result>(owner: DatabaseOwner, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isTransient(error) && !SHUT.test(sqlState(error) ?? '')) throw error;
    throw new SetupError(
      `The database of ${owner} cannot be asked: ${reasonOf(error)}. Look whether it runs, and whether the shop's settings name it.`,
    );
  }
}

/** Of several addresses that were tried, the first one's; an error without words has a code. */
function reasonOf(error: unknown): string {
  const { errors: [one = error] = [] } = error as { readonly errors?: readonly unknown[] };
  const { message, code } = one as NodeJS.ErrnoException;
  return message || code || String(one);
}
