import { databaseUrl } from '@micromart/database';
import { type Breach, breaches } from '@micromart/host';
import { closeInTurn } from '@micromart/local/closing';
import { keptShop } from './kept-shop.ts';
import { openInOneProcess } from './one-process.ts';
import { type Outsiders, openOutsiders } from './outsiders.ts';
import { type Environment, openInOwnPlace, type PlacedShop } from './own-place.ts';
import { readE2eSettings } from './settings.ts';
import { type Visitors, visitorsOf } from './visitors.ts';

/** What a shop of many processes may take to open on a busy machine (milliseconds). */
export const OPENING = 240_000;

/** A seeded shop, and those who come to it. One of many processes is the same for all files that want the same settings. */
export interface TestShop extends Visitors, Pick<PlacedShop, 'url' | 'issuer' | 'directory'> {
  readonly outsiders: Outsiders;
  /** What does not hold though it always must. Orders that rested for a moment are looked at. */
  breaches(): Promise<readonly Breach[]>;
  close(): Promise<void>;
}

/** What suits a test: no rate limit to speak of, and no long waiting for what does not come. */
const OF_TESTS = {
  ...{ RATE_LIMIT_PER_ADDRESS: '1000000', RATE_LIMIT_PER_VIEWER: '1000000' },
  ...{ PAYMENT_PROVIDER_TIMEOUT: '500', ORDER_GUEST_RETRY_SECONDS: '10' },
};

/**
 * Opens a shop in the way that MICROMART_SHOP says.
 * @param environment settings above those that suit a test: free ports, no log, no rate limit to speak of.
 */
export async function openShop(environment: Environment = {}): Promise<TestShop> {
  const settings = { ...OF_TESTS, ...environment };
  const isOne = readE2eSettings().MICROMART_SHOP === 'one-process';
  const shop: PlacedShop = await (isOne ? openInOwnPlace(openInOneProcess, settings) : keptShop(settings));
  const { url, issuer, brokers, directory, serverUrl, redisUrl } = shop;
  const stores = { databaseUrl: (owner: string) => databaseUrl(serverUrl, `micromart_${owner}`), redisUrl, brokers, isRunning: true };
  const outsiders = openOutsiders(stores);
  const visitors = visitorsOf(shop);
  return {
    ...visitors,
    ...{ url, issuer, directory, outsiders },
    breaches: () => breaches(stores, { settledFor: 1 }),
    close: () => closeInTurn([visitors.leave, outsiders.close, shop.stop]),
  };
}
