import {
  countDeadLetters,
  type DeadLetter,
  listDeadLetters,
  listRedisDeadLetters,
  redriveDeadLetters,
  redriveRedisDeadLetters,
} from '@micromart/messaging';
import { Redis } from 'ioredis';
import pg from 'pg';
import { askingDatabaseOf } from '../running/asking-databases.ts';
import type { Stores } from '../running/stores.ts';
import { databaseOwners } from '../settings/databases.ts';

/** One subgraph's dead letters. */
export interface Shelf {
  readonly subgraph: string;
  /** What an id on this shelf looks like: each shelf numbers its own. */
  readonly idPattern: RegExp;
  /** The oldest first, at most 1,000. */
  list(): Promise<readonly DeadLetter[]>;
  count(): Promise<number>;
  /** Has them tried again, all when `ids` is left out; resolves with the ids of those that there are. */
  redrive(ids: readonly string[] | undefined): Promise<readonly string[]>;
}

/** As much as a `bigint` surely holds. */
const SERIAL = /^\d{1,18}$/;

/** Plays `work` on the dead letters of every subgraph. */
export async function withShelves<Result>(stores: Stores, work: (shelves: readonly Shelf[]) => Promise<Result>): Promise<Result> {
  const redis = new Redis(stores.redisUrl);
  const pools = new Map(databaseOwners.subgraphs.map(name => [name, new pg.Pool({ connectionString: stores.databaseUrl(name), max: 1 })]));
  try {
    const shelves = [...pools].map(([subgraph, pool]): Shelf => {
      const sql = { query: (statement: { text: string; values?: readonly unknown[] }) => pool.query(statement.text, statement.values as unknown[]) };
      return {
        subgraph,
        idPattern: SERIAL,
        list: () => askingDatabaseOf(subgraph, () => listDeadLetters(sql as never)),
        count: () => askingDatabaseOf(subgraph, () => countDeadLetters(sql as never)),
        redrive: ids => askingDatabaseOf(subgraph, () => redriveDeadLetters(sql as never, ids)),
      };
    });
    const carts: Shelf = {
      subgraph: 'carts',
      idPattern: /./,
      list: () => listRedisDeadLetters(redis, 'carts'),
      count: async () => (await listRedisDeadLetters(redis, 'carts')).length,
      redrive: ids => redriveRedisDeadLetters(redis, 'carts', ids),
    };
    return await work([...shelves, carts]);
  } finally {
    redis.disconnect();
    await Promise.all([...pools.values()].map(pool => pool.end()));
  }
}
