import { passportIssuer } from '@micromart/auth';
import { createLogger, httpConnection, processEnvironment } from '@micromart/service';
import { seedOnce } from '../seed/seed-once.ts';
import { passportPrivateKey, redisUrl } from '../settings/kinds.ts';
import { everyProcess, subgraphUrls, urlsOf } from '../settings/processes.ts';
import { readProcessSettings } from '../settings/read.ts';

/** A request of many rows takes longer than what shoppers ask (milliseconds). */
const TIMEOUT = 60_000;
const CONNECTIONS = 8;
const seeded = ['shop', 'warehouse'] as const;

export const seedSettings = {
  MICROMART_ENV: everyProcess.MICROMART_ENV,
  REDIS_URL: redisUrl().describe('The Redis of the shop, where it is noted that the seed is in.'),
  PASSPORT_PRIVATE_KEY: passportPrivateKey().describe('Signs the passport by which the seed is let in.'),
  ...subgraphUrls(seeded),
};

/** `npm run seed`: fills a shop of separate processes through its own use cases; a second time it does nothing. */
export async function run(): Promise<void> {
  const settings = readProcessSettings(seedSettings, processEnvironment);
  const logger = createLogger({ level: 'warn', name: 'seed' });
  const connections = new Map(
    seeded.map(name => [name, httpConnection({ name, urls: urlsOf(settings, name), timeout: TIMEOUT, connections: CONNECTIONS, logger })]),
  );
  try {
    const passports = passportIssuer({ privateKey: settings.PASSPORT_PRIVATE_KEY });
    const isNew = await seedOnce({ connections, passports, redisUrl: settings.REDIS_URL });
    console.log(isNew ? 'The shop is seeded.' : 'The shop was seeded before.');
  } finally {
    await Promise.all([...connections.values()].map(connection => connection.close()));
  }
}
