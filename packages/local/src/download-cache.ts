import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

export interface CachedDownload {
  /** With its version: what is there is never fetched again. */
  readonly name: string;
  /** Where downloads are kept; `~/.cache/micromart` when left out. */
  readonly cache: string | undefined;
  readonly fetch: (folder: string) => Promise<void>;
}

/**
 * The folder of a download, fetched when it is not there. It outlives checkouts and is shared by all of one user. Neither a download that
 * was cut off nor a second one at the same time is in the way: each works in a folder of its own and is renamed when it is complete.
 */
export async function cachedDownload({ name, cache = path.join(homedir(), '.cache', 'micromart'), fetch }: CachedDownload): Promise<string> {
  const target = path.join(path.resolve(cache), name);
  if (existsSync(target)) return target;
  await mkdir(path.dirname(target), { recursive: true });
  const unfinished = await mkdtemp(`${target}-`);
  try {
    await fetch(unfinished);
    await rename(unfinished, target).catch((error: NodeJS.ErrnoException) => {
      // Somebody else was quicker, and theirs is as good.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
    return target;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
