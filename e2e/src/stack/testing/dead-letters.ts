import { databaseOwners } from '@micromart/host';
import { listRedisDeadLetters } from '@micromart/messaging';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Stack } from './stack.ts';

/** Who parked what: a subgraph, and the event's id. */
export interface Parked {
  readonly subgraph: string;
  readonly origin: string;
}

/** Everything that is parked, in every database and in Redis. */
export async function parked(stack: Stack): Promise<readonly Parked[]> {
  const inDatabases = await inEach(stack, 'SELECT origin FROM messaging.dead_letter');
  const ofCarts = await withRedis(stack, redis => listRedisDeadLetters(redis, 'carts'));
  return [...inDatabases, ...ofCarts.map(({ origin }) => ({ subgraph: 'carts', origin }))];
}

/** Throws away letters that nobody will ever want to be tried again, as an operator would. */
export async function throwAway(stack: Stack, origins: readonly string[]): Promise<void> {
  await inEach(stack, 'DELETE FROM messaging.dead_letter WHERE origin = ANY ($1) RETURNING origin', [origins]);
  await withRedis(stack, redis => redis.hdel('micromart:dead-letters:carts', ...origins));
}

/** The event that its consumer took longest for. */
export interface Slowest {
  /** Milliseconds from the bus into the inbox. */
  readonly took: number;
  readonly what: string;
}

/** Of the events that were published since then. */
export async function slowestSince(stack: Stack, since: Date): Promise<Slowest> {
  const published = await inEach<{ id: string; type: string; at: Date }>(
    stack,
    `SELECT event ->> 'id' AS id, event ->> 'type' AS type, published_at AS at FROM messaging.outbox WHERE published_at > $1`,
    [since],
  );
  const said = new Map(published.map(({ id, type, at }) => [id, { type, at }]));
  const heard = await inEach<{ id: string; at: Date }>(stack, 'SELECT event_id AS id, handled_at AS at FROM messaging.inbox WHERE handled_at > $1', [
    since,
  ]);
  let slowest = { took: 0, what: 'nothing' };
  for (const { subgraph, id, at } of heard) {
    const event = said.get(id);
    const took = event === undefined ? 0 : at.getTime() - event.at.getTime();
    if (took > slowest.took) slowest = { took, what: `${event?.type} ${id} to ${subgraph}` };
  }
  return slowest;
}

async function inEach<Row extends object = { origin: string }>(
  stack: Stack,
  text: string,
  values: readonly unknown[] = [],
): Promise<readonly (Row & { readonly subgraph: string })[]> {
  const found = await Promise.all(
    databaseOwners.subgraphs.map(async subgraph => {
      const client = new pg.Client({ connectionString: stack.databaseUrl(subgraph) });
      await client.connect();
      try {
        return (await client.query<Row & pg.QueryResultRow>(text, [...values])).rows.map(row => ({ ...row, subgraph }));
      } finally {
        await client.end();
      }
    }),
  );
  return found.flat();
}

async function withRedis<Result>({ redisUrl }: Stack, ask: (redis: Redis) => Promise<Result>): Promise<Result> {
  const redis = new Redis(redisUrl);
  try {
    return await ask(redis);
  } finally {
    redis.disconnect();
  }
}
