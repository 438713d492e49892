import { expect, test } from '@jest/globals';
import { eventually } from '@micromart/local/testing/eventually';
import { parked, type Slowest, slowestSince, throwAway } from '../testing/dead-letters.ts';
import { followersOf, heardTypes, listenersTo } from '../testing/heard.ts';
import { expectAllWell } from '../testing/outcome.ts';
import { type Poison, poison } from '../testing/poison.ts';
import type { Shopping } from '../testing/shopping.ts';
import { shoppingOn, type Stack } from '../testing/stack.ts';

const ORDERS = 15;
/** So much longer (milliseconds) may an event take from the bus into an inbox because it lies beside poison, which is tried again for as long. */
const UNBLOCKED_WITHIN = 5_000;

/** Whatever somebody writes to the topics by mistake. */
export function poisoned(stack: () => Stack): void {
  test('poison in every partition of every topic is parked by each who would have to understand it, and holds up nobody for five seconds', async () => {
    const shopping = shoppingOn(stack());
    let doses: readonly Poison[] = [];
    const slowest = await rushed(stack(), shopping, async () => {
      doses = await poison(stack().brokers, heardTypes);
    });

    try {
      const expected = doses.flatMap(dose => whoParks(dose).map(subgraph => `${subgraph} ${dose.origin}`)).toSorted();
      await eventually(async () => (await parked(stack())).length >= expected.length, 60);
      expect((await parked(stack())).map(({ subgraph, origin }) => `${subgraph} ${origin}`).toSorted()).toEqual(expected);
      console.log(`${doses.length} doses, ${expected.length} dead letters; the slowest event took ${slowest.took} ms (${slowest.what})`);
      // a busy machine is slow without poison as well
      const usual = slowest.took < UNBLOCKED_WITHIN ? 0 : (await rushed(stack(), shopping)).took;
      expect(slowest.took - usual).toBeLessThan(UNBLOCKED_WITHIN);
    } finally {
      const origins = doses.map(({ origin }) => origin);
      await throwAway(stack(), origins);
    }
    await expectAllWell(stack(), shopping);
  }, 300_000);
}

/** Places all orders at once, right after `beside`, and resolves with the slowest of all events when they are delivered. */
async function rushed(stack: Stack, shopping: Shopping, beside?: () => Promise<void>): Promise<Slowest> {
  const carts = await Promise.all(Array.from({ length: ORDERS }, () => shopping.fill()));
  const since = new Date();
  await beside?.();
  await Promise.all(carts.map(cart => shopping.click(cart)));
  await Promise.all(carts.flatMap(({ follows }) => follows?.end ?? []));
  return slowestSince(stack, since);
}

/** What nobody listens to is passed over: it may be for somebody who is newer. */
function whoParks({ kind, topic, type }: Poison): readonly string[] {
  switch (kind) {
    case 'without headers':
      return followersOf(topic);
    case 'of an unknown type':
      return [];
    case 'not JSON':
    case 'breaking the schema of its type':
      return listenersTo(type);
    default:
      return kind satisfies never;
  }
}
