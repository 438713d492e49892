import { expect } from '@jest/globals';
import pg from 'pg';
import { endsOf } from './following-to-the-end.ts';
import type { Shopping } from './shopping.ts';
import type { Stack } from './stack.ts';
import type { Told } from './shopper.ts';

/** Seconds in which every order comes to its end once the world is whole. */
const ALL_AT_THEIR_ENDS = 60;

/**
 * Whatever happened: each click has become one order, each order is delivered, nothing is parked and everything holds that must always hold.
 * Who got no answer clicks again first.
 */
export async function expectAllWell(stack: Stack, shopping: Shopping): Promise<void> {
  const since = Date.now();
  await shopping.clickAgain();
  const orders = shopping.clicks.flatMap(({ follows }) => follows ?? []);
  const ends = await endsOf(orders, ALL_AT_THEIR_ENDS);
  console.log(`${orders.length} orders at their ends ${((Date.now() - since) / 1_000).toFixed(1)} s after all was whole again`);
  expect(tally(ends.values())).toEqual({ DELIVERED: shopping.clicks.length });
  expect(await ordersOf(stack, shopping)).toEqual(shopping.clicks.map(({ input, order }) => [input.cartId, order?.id]).toSorted());
  expect(await stack.breaches()).toEqual([]);
}

const tally = (statuses: Iterable<string | undefined>): Readonly<Record<string, number>> => {
  const counted: Record<string, number> = {};
  for (const status of statuses) counted[String(status)] = (counted[String(status)] ?? 0) + 1;
  return counted;
};

/** Cart and order of every order that was made of these clicks' carts, whoever was told of it. */
async function ordersOf(stack: Stack, { clicks }: Shopping): Promise<readonly (readonly [string, string])[]> {
  const client = new pg.Client({ connectionString: stack.databaseUrl('orders') });
  await client.connect();
  try {
    const carts = clicks.map(({ input }) => input.cartId);
    const { rows } = await client.query<{ cart: string; id: string }>('SELECT cart_id AS cart, id FROM "order" WHERE cart_id = ANY ($1)', [carts]);
    return rows.map(({ cart, id }) => [cart, id] as const).toSorted();
  } finally {
    await client.end();
  }
}

const PROMISED = new Set(['UNAUTHENTICATED', 'RATE_LIMITED', 'SUBGRAPH_UNAVAILABLE', 'INTERNAL', 'NETWORK']);
const INTERNALS =
  /ECONN|ETIMEDOUT|ENOTFOUND|EPIPE|\d+\.\d+\.\d+\.\d+|localhost|:\d{4,5}\b|postgres|redis|kafka|prisma|SELECT |INSERT |UPDATE |\.[cm]?[tj]s\b/i;
/** Longer than this nobody waits for an answer, be it an error (milliseconds). */
const HANG = 15_000;

/** Whatever went wrong, shoppers were told so soon, with a code and in words that say nothing of the inside. */
export function expectPoliteErrors(told: readonly Told[]): void {
  expect(told.filter(({ codes }) => codes.some(code => !PROMISED.has(code)))).toEqual([]);
  expect(told.filter(({ message }) => INTERNALS.test(message))).toEqual([]);
  expect(told.filter(({ after }) => after > HANG)).toEqual([]);
}

/** No error was shown for longer than a retry, and none was of a kind that a retry does not help. */
export const errorsThatLasted = (told: readonly Told[]): readonly Told[] =>
  told.filter(({ again, codes }) => again || codes.some(code => code !== 'NETWORK' && code !== 'SUBGRAPH_UNAVAILABLE'));
