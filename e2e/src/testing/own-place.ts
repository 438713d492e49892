import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { testPostgres, testRedis } from '@micromart/local/testing';
import { closeAfter, closeAtOnce, closeInTurn } from '@micromart/local/testing/closing';

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
export type PlacedShop = OpenedShop & Place;

type Place = Omit<ShopPlace, 'environment'>;

/** Opens a shop with servers and a directory of its own, which go when it stops. */
export async function openInOwnPlace<Opened extends OpenedShop>(
  open: (place: ShopPlace) => Promise<Opened>,
  environment: Environment,
): Promise<Opened & Place> {
  const [postgres, redis, directory] = await Promise.all([testPostgres(), testRedis(), mkdtemp(path.join(tmpdir(), 'micromart-e2e-'))]);
  const leave = (): Promise<void> => closeAtOnce([() => rm(directory, { recursive: true, force: true }), postgres.stop, redis.stop]);
  const place = { serverUrl: postgres.url, redisUrl: redis.url, directory };
  try {
    const opened = await open({ ...place, environment });
    return { ...opened, ...place, stop: () => closeInTurn([opened.stop, leave]) };
  } catch (error) {
    return closeAfter(error, [leave]);
  }
}
