import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Close, closeAfter, closeAtOnce, closeInTurn } from '@micromart/local/closing';
import { testPostgres, testRedis } from '@micromart/local/testing';
import { allStarted } from './all-started.ts';

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
  /** Of Kafka, when it carries the events. */
  readonly brokers?: readonly string[] | undefined;
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
  const directory = await mkdtemp(path.join(tmpdir(), 'micromart-e2e-'));
  const opened: Close[] = [() => rm(directory, { recursive: true, force: true })];
  try {
    const [postgres, redis] = await allStarted([testPostgres(), testRedis()]);
    opened.push(() => closeAtOnce([postgres.stop, redis.stop]));
    const place = { serverUrl: postgres.url, redisUrl: redis.url, directory };
    const shop = await open({ ...place, environment });
    opened.push(shop.stop);
    return { ...shop, ...place, stop: () => closeInTurn(opened.toReversed()) };
  } catch (error) {
    return closeAfter(error, opened.toReversed());
  }
}
