import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseUrl } from '@micromart/database';
import { type Breach, breaches } from '@micromart/host';
import { testPostgres, testRedis } from '@micromart/local/testing';
import { openAsStack } from './as-stack.ts';
import { openAsNineProcesses } from './nine-processes.ts';
import { openInOneProcess } from './one-process.ts';
import { type Outsiders, openOutsiders } from './outsiders.ts';
import { readE2eSettings } from './settings.ts';
import { type Visitors, visitorsOf } from './visitors.ts';

/** What a shop of many processes may take to open on a busy machine (milliseconds). */
export const OPENING = 240_000;

/** Where a shop is to be opened. */
export interface ShopPlace {
  /** A PostgreSQL server of its own, without databases. */
  readonly serverUrl: string;
  readonly redisUrl: string;
  /** For mails, keys and logs. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface OpenedShop {
  /** Of the gateway. */
  readonly url: string;
  readonly issuer: string;
  stop(): Promise<void>;
}

/** A seeded shop of a test's own, with servers of its own, and those who come to it. */
export interface TestShop extends Visitors, Omit<OpenedShop, 'stop'> {
  /** Holds mails. */
  readonly directory: string;
  readonly outsiders: Outsiders;
  /** What does not hold though it always must. Orders that rested for a moment are looked at. */
  breaches(): Promise<readonly Breach[]>;
  close(): Promise<void>;
}

const ways = { 'one-process': openInOneProcess, 'nine-processes': openAsNineProcesses, stack: openAsStack };

/**
 * Opens a shop in the way that MICROMART_SHOP says.
 * @param environment settings above those that suit a test: free ports, no log, no rate limit to speak of.
 */
export async function openShop(environment: Readonly<Record<string, string>> = {}): Promise<TestShop> {
  const [postgres, redis, directory] = await Promise.all([testPostgres(), testRedis(), mkdtemp(path.join(tmpdir(), 'micromart-e2e-'))]);
  const stopServers = (): Promise<unknown> => Promise.all([postgres.stop(), redis.stop(), rm(directory, { recursive: true, force: true })]);
  const limits = { RATE_LIMIT_PER_ADDRESS: '1000000', RATE_LIMIT_PER_VIEWER: '1000000' };
  const place = { serverUrl: postgres.url, redisUrl: redis.url, directory, environment: { ...limits, ...environment } };
  let shop: OpenedShop;
  try {
    shop = await ways[readE2eSettings().MICROMART_SHOP](place);
  } catch (error) {
    await stopServers();
    throw error;
  }
  const stores = { databaseUrl: (owner: string) => databaseUrl(postgres.url, `micromart_${owner}`), redisUrl: redis.url, isRunning: true };
  const outsiders = openOutsiders(stores);
  const visitors = visitorsOf(shop);
  return {
    ...visitors,
    ...{ url: shop.url, issuer: shop.issuer, directory, outsiders },
    breaches: () => breaches(stores, { settledFor: 1 }),
    async close() {
      await visitors.leave();
      await outsiders.close();
      await shop.stop();
      await stopServers();
    },
  };
}
