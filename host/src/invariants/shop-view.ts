import { Redis } from 'ioredis';
import type { Stores } from '../running/stores.ts';
import { type BusInUse, waitingOnBus } from './bus-waiting.ts';
import { orderActivity, signOfLife } from './activity.ts';
import { openSnapshots, type Snapshots, subgraphDatabases } from './snapshots.ts';

export { type DatabaseName, type SubgraphDatabase, subgraphDatabases } from './snapshots.ts';

/** A shop as its stores show it: what invariants look at. */
export interface ShopView extends Omit<Snapshots, 'close'>, BusInUse {
  /** What waits since before then has waited too long. */
  readonly before: Date;
  /** What several databases know was to be known to all of them, if it happened before then. */
  readonly settledBefore: Date;
  /** Whether the newest thing that happened to an order, in any database, had time to settle. False for an order of which nothing is known. */
  isSettled(orderId: string): boolean;
}

/** Later than anything in any database. */
const END_OF_TIME = new Date('9999-12-31T00:00:00Z');

/**
 * Plays `look` on a view of the shop. The clock of a shop that does not run stands at the last thing that it did: what waited then waits for
 * the next start, and is no breach.
 * @param settledFor seconds
 */
export async function withView<Result>(stores: Stores, settledFor: number, look: (shop: ShopView) => Promise<Result>): Promise<Result> {
  const redis = new Redis(stores.redisUrl);
  try {
    const snapshots = await openSnapshots(stores);
    try {
      const now = stores.isRunning ? new Date() : await signOfLife(snapshots);
      const before = new Date(now.getTime() - settledFor * 1_000);
      const atRest = !stores.isRunning && (await nothingWaits(snapshots, { redis, brokers: stores.brokers }, now));
      const settledBefore = atRest ? END_OF_TIME : before;
      const activity = await orderActivity(snapshots);
      const isSettled = (orderId: string): boolean => (activity.get(orderId) ?? END_OF_TIME) < settledBefore;
      return await look({ rows: snapshots.rows, redis, brokers: stores.brokers, before, settledBefore, isSettled });
    } finally {
      await snapshots.close();
    }
  } finally {
    redis.disconnect();
  }
}

/** Whether a shop that stopped had nothing left to do. */
async function nothingWaits({ rows }: Snapshots, bus: BusInUse, now: Date): Promise<boolean> {
  const waiting = await Promise.all(
    subgraphDatabases.map(name =>
      rows(name, `SELECT 1 FROM messaging.outbox WHERE published_at IS NULL UNION ALL SELECT 1 FROM messaging.task WHERE due_at <= $1 LIMIT 1`, [
        now,
      ]),
    ),
  );
  return waiting.every(found => found.length === 0) && (await waitingOnBus(bus, END_OF_TIME)).length === 0;
}
