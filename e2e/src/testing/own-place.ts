import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testPostgres, testRedis } from '@micromart/local/testing';

/** Where a shop is to be opened. */
export interface ShopPlace {
  /** A PostgreSQL server of its own, without databases. */
  readonly serverUrl: string;
  readonly redisUrl: string;
  /** For mails, keys and logs. */
  readonly directory: string;
  readonly environment: Environment;
}

export type Environment = Readonly<Record<string, string>>;

export interface OpenedShop {
  /** Of the gateway. */
  readonly url: string;
  readonly issuer: string;
  stop(): Promise<void>;
}

/** A shop with all that a visitor, or who looks behind the scenes, needs to find it. */
export type PlacedShop = OpenedShop & Omit<ShopPlace, 'environment'>;

/** Opens a shop with servers and a directory of its own, which go when it stops. */
export async function openInOwnPlace(open: (place: ShopPlace) => Promise<OpenedShop>, environment: Environment): Promise<PlacedShop> {
  const [postgres, redis, directory] = await Promise.all([testPostgres(), testRedis(), mkdtemp(path.join(tmpdir(), 'micromart-e2e-'))]);
  const leave = async (): Promise<void> => {
    // first, because servers cannot be stopped by a run that was interrupted: they are gone
    await rm(directory, { recursive: true, force: true });
    await Promise.all([postgres.stop(), redis.stop()]);
  };
  const place = { serverUrl: postgres.url, redisUrl: redis.url, directory };
  try {
    const { url, issuer, stop } = await open({ ...place, environment });
    return {
      ...{ ...place, url, issuer },
      async stop() {
        try {
          await stop();
        } finally {
          await leave();
        }
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}
