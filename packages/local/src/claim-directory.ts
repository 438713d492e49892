import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { abstractSockets, type Claim, socketFiles } from './claims-by-socket.ts';
import { SetupError } from './setup-error.ts';

export type { Claim };

/** Milliseconds between two looks whether a directory is free by now. */
const LOOK = 100;

const claims = process.platform === 'linux' ? abstractSockets : socketFiles(tmpdir());
const nameOf = (directory: string): string => `micromart-${createHash('sha256').update(path.resolve(directory)).digest('hex').slice(0, 32)}`;

/**
 * Claims a directory, so that two runs never use one server's files.
 * @throws SetupError when a living process holds it.
 */
export async function claimDirectory(directory: string): Promise<Claim> {
  const claim = await claims.take(nameOf(directory));
  if (claim !== undefined) return claim;
  throw new SetupError(`Another MicroMart is running with the data in ${directory}: stop it first, with Ctrl-C in its terminal.`);
}

/** Claims a directory once whoever holds it lets go of it, however long that takes. */
export async function claimInTurn(directory: string): Promise<Claim> {
  for (;;) {
    const claim = await claims.take(nameOf(directory));
    if (claim !== undefined) return claim;
    await sleep(LOOK);
  }
}

/** Whether a living process, be it this one, holds a directory. */
export const isClaimed = (directory: string): Promise<boolean> => claims.isHeld(nameOf(directory));
