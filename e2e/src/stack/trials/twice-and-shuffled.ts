import { expect, test } from '@jest/globals';
import { topicsInUse } from '../testing/heard.ts';
import { errorsThatLasted, expectAllWell } from '../testing/outcome.ts';
import { seededRandom } from '../testing/random.ts';
import { shoppingOn, type Stack } from '../testing/stack.ts';
import { republish } from '../testing/twice-and-shuffled.ts';

const ORDERS = 40;

/** A bus that delivers at least once, and in an order of its own, at its worst. */
export function twiceAndShuffled(stack: () => Stack): void {
  test('every event delivered twice and shuffled: each takes effect once', async () => {
    const seed = Date.now() % 1_000_000;
    console.log(`seed ${seed}`);
    const republishing = await republish({ brokers: stack().brokers, topics: topicsInUse, random: seededRandom(seed) });
    const shopping = shoppingOn(stack());
    try {
      await shopping.crowd(5, () => shopping.placed() >= ORDERS);
      expect(errorsThatLasted(shopping.told)).toEqual([]);
      await Promise.all(shopping.clicks.flatMap(({ follows }) => follows?.end ?? []));
    } finally {
      await republishing.stop();
    }
    console.log(`${republishing.copies()} events published twice`);
    expect(republishing.copies()).toBeGreaterThan(ORDERS * EVENTS_AN_ORDER);
    await expectAllWell(stack(), shopping);
  }, 300_000);
}

/** At the very least: placed, allocated, authorized, confirmed, captured, shipped, delivered. */
const EVENTS_AN_ORDER = 7;
