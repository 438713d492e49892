import { rm } from 'node:fs/promises';
import path from 'node:path';
import { claimDirectory, SetupError } from '@micromart/local';
import { processEnvironment } from '@micromart/service';
import { runningShop } from '../running/address-book.ts';
import { readHostSettings } from '../settings.ts';

const FOLDERS = ['postgres', 'redis/data', 'identity', 'mail', 'secrets.json', 'running.json', 'servers.env'];

/** `npm run reset`: empties the local data, unless a shop runs on them. */
export async function run(): Promise<void> {
  const settings = readHostSettings(processEnvironment);
  const data = path.resolve(settings.MICROMART_DATA);
  if ((await runningShop(settings)) !== undefined)
    throw new SetupError('A shop is running on these data: stop it first, with Ctrl-C in its terminal.');
  const claims = await Promise.all(['postgres', 'redis'].map(name => claimDirectory(path.join(data, name))));
  for (const name of FOLDERS) await rm(path.join(data, name), { recursive: true, force: true });
  for (const claim of claims) await claim.release();
  console.log(`${settings.MICROMART_DATA}/ is empty; the next npm start seeds it anew.`);
}
