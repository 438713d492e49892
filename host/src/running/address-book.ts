import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { HostSettings } from '../settings.ts';

const addresses = z.object({ pid: z.int(), url: z.string(), issuer: z.string(), serverUrl: z.string().optional(), redisUrl: z.string() });
/** Where a running shop's parts are, for commands in a second terminal. */
export type Addresses = z.infer<typeof addresses>;

const fileOf = (settings: HostSettings): string => path.resolve(settings.MICROMART_DATA, 'running.json');

/** Notes where the parts of this process are. It names passwords of local servers: for its owner alone. */
export const noteAddresses = (settings: HostSettings, noted: Omit<Addresses, 'pid'>): Promise<void> =>
  writeFile(fileOf(settings), JSON.stringify({ pid: process.pid, ...noted }), { mode: 0o600 });

export const forgetAddresses = (settings: HostSettings): Promise<void> => rm(fileOf(settings), { force: true });

/** The addresses of the shop that runs on these data; undefined when none does. What a killed one left behind does not count. */
export async function runningShop(settings: HostSettings): Promise<Addresses | undefined> {
  const text = await readFile(fileOf(settings), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const noted = addresses.parse(JSON.parse(text));
  return isAlive(noted.pid) ? noted : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
