import { processEnvironment } from '@micromart/service';
import { readProcessSettings } from '../settings/read.ts';
import { stackSecrets } from '../settings/stack-secrets.ts';

/** The job check-secrets of docker-compose.yml: ends with what is wrong with the secrets of `.env`, if something is, before a server starts. */
export async function run(): Promise<void> {
  readProcessSettings(stackSecrets, processEnvironment);
  console.log('The secrets can be used.');
}
