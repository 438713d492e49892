import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { claimInTurn } from './claim-directory.ts';

export interface CachedDownload {
  /** With its version: what is there and whole is never fetched again. */
  readonly name: string;
  /** Where downloads are kept; `~/.cache/micromart` when left out. */
  readonly cache: string | undefined;
  readonly fetch: (folder: string) => Promise<void>;
  /** Whether what is there can be used; whatever is there can, when left out. */
  readonly isWhole?: (folder: string) => boolean | Promise<boolean>;
}

/**
 * The folder of a download, fetched when it is not there. It outlives checkouts and is shared by all of one user. A download that was cut off
 * is not in the way, because each works in a folder of its own and is renamed when it is complete; of several at the same time, one fetches
 * and the others wait for it.
 */
export async function cachedDownload({
  name,
  cache = path.join(homedir(), '.cache', 'micromart'),
  fetch,
  isWhole = existsSync,
}: CachedDownload): Promise<string> {
  const target = path.join(path.resolve(cache), name);
  if (await isWhole(target)) return target;
  await mkdir(path.dirname(target), { recursive: true });
  const claim = await claimInTurn(target);
  let unfinished: string | undefined;
  try {
    // somebody else may have fetched it while we waited
    if (await isWhole(target)) return target;
    unfinished = await mkdtemp(`${target}-`);
    await fetch(unfinished);
    await rm(target, { recursive: true, force: true });
    await rename(unfinished, target);
    return target;
  } finally {
    if (unfinished !== undefined) await rm(unfinished, { recursive: true, force: true });
    await claim.release();
  }
}
