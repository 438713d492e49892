import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Claim, claimDirectory, isClaimed } from '@micromart/local';
import { z } from 'zod';
import type { HostSettings } from '../settings.ts';

const addresses = z.object({
  url: z.string(),
  issuer: z.string(),
  serverUrl: z.string().optional(),
  redisUrl: z.string(),
  /** Of Kafka, when it carries the events. */
  brokers: z.array(z.string()).readonly().optional(),
});
/** Where a running shop's parts are, for commands in a second terminal. */
export type Addresses = z.infer<typeof addresses>;

const fileOf = (settings: HostSettings): string => path.resolve(settings.MICROMART_DATA, 'running.json');

/**
 * Takes the local data for a shop; addresses that a killed one left behind go.
 * @throws SetupError while another shop has them.
 */
export async function claimData(settings: HostSettings): Promise<Claim> {
  const claim = await claimDirectory(settings.MICROMART_DATA);
  await forgetAddresses(settings);
  return claim;
}

/** Notes where the parts of this process are. It names passwords of local servers: for its owner alone. */
export const noteAddresses = (settings: HostSettings, noted: Addresses): Promise<void> =>
  writeFile(fileOf(settings), JSON.stringify(noted), { mode: 0o600 });

export const forgetAddresses = (settings: HostSettings): Promise<void> => rm(fileOf(settings), { force: true });

/** The addresses of the shop that runs on these data; undefined when none does, whatever a killed one left behind. */
export async function runningShop(settings: HostSettings): Promise<Addresses | undefined> {
  if (!(await isClaimed(settings.MICROMART_DATA))) return undefined;
  const text = await readFile(fileOf(settings), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : addresses.parse(JSON.parse(text));
}
