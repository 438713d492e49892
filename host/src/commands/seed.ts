import { setTimeout as pause } from 'node:timers/promises';
import { passportIssuer } from '@micromart/auth';
import { createLogger, httpConnection, processEnvironment, SubgraphUnavailable } from '@micromart/service';
import { Refused } from '../seed/asking.ts';
import { seedOnce } from '../seed/seed-once.ts';
import { passportPrivateKey } from '../settings/kinds.ts';
import { everyProcess, subgraphUrls, urlsOf } from '../settings/processes.ts';
import { readProcessSettings } from '../settings/read.ts';
import { maySeed, SEED_SHOP } from '../settings/seeding.ts';

/** A request of many rows takes longer than what shoppers ask (milliseconds). */
const TIMEOUT = 60_000;
const CONNECTIONS = 8;
const seeded = ['shop', 'warehouse'] as const;

export const seedSettings = {
  MICROMART_ENV: everyProcess.MICROMART_ENV,
  SEED_SHOP,
  PASSPORT_PRIVATE_KEY: passportPrivateKey().describe('Signs the passport by which the seed is let in.'),
  ...subgraphUrls(seeded),
};

/** `npm run seed`: fills a shop of separate processes through its own use cases, unless it has products. */
export async function run(): Promise<void> {
  const settings = readProcessSettings(seedSettings, processEnvironment);
  if (!maySeed(settings)) {
    console.log('Nothing is seeded: in production a shop is filled with sample goods only with SEED_SHOP=true, elsewhere unless SEED_SHOP=false.');
    return;
  }
  const logger = createLogger({ level: 'warn', name: 'seed' });
  const connections = new Map(
    seeded.map(name => [name, httpConnection({ name, urls: urlsOf(settings, name), timeout: TIMEOUT, connections: CONNECTIONS, logger })]),
  );
  try {
    const passports = passportIssuer({ privateKey: settings.PASSPORT_PRIVATE_KEY });
    const outcome = await whileAway(() => seedOnce({ connections, passports }));
    console.log(outcome === 'seeded' ? 'The shop is seeded.' : 'The shop has products: nothing is seeded.');
  } finally {
    await Promise.all([...connections.values()].map(connection => connection.close()));
  }
}

/** For how long a subgraph may be away before the seed gives up, and how long it waits between two tries (milliseconds). */
const PATIENCE = 300_000;
const PAUSE = 1_000;

/**
 * Begins again, which does nothing twice, when a subgraph is not up yet or does not answer for a moment. A request whose answer was lost may
 * still be under way and come in between: one refusal after it is no reason to give up.
 */
async function whileAway<Result>(work: () => Promise<Result>): Promise<Result> {
  let mayOverlap = false;
  for (const end = performance.now() + PATIENCE; ; await pause(PAUSE)) {
    try {
      return await work();
    } catch (error) {
      const isAway = error instanceof SubgraphUnavailable;
      if (!isAway && !(mayOverlap && error instanceof Refused)) throw error;
      if (performance.now() > end) throw error;
      mayOverlap = isAway;
      console.error(`${error.message}; the seed waits.`);
    }
  }
}
