import { rm } from 'node:fs/promises';
import path from 'node:path';
import { claimDirectory } from '@micromart/local';
import { processEnvironment } from '@micromart/service';
import { readHostSettings } from '../settings.ts';

const FOLDERS = ['postgres', 'redis/data', 'identity', 'mail', 'secrets.json', 'running.json', 'servers.env'];

/** `npm run reset`: empties the local data. @throws SetupError while a shop or its servers run on them. */
export async function run(): Promise<void> {
  const settings = readHostSettings(processEnvironment);
  const data = path.resolve(settings.MICROMART_DATA);
  // by a shop, and by npm run servers or a command that has started a server
  const claims = await Promise.all(['', 'postgres', 'redis'].map(name => claimDirectory(path.join(data, name))));
  for (const name of FOLDERS) await rm(path.join(data, name), { recursive: true, force: true });
  for (const claim of claims) await claim.release();
  console.log(`${settings.MICROMART_DATA}/ is empty; the next npm start seeds it anew.`);
}
