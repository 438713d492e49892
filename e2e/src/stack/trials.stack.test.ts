import { afterAll, beforeAll } from '@jest/globals';
import { closeKeptShop } from '../testing/kept-shop.ts';
import { stockUp } from './testing/goods.ts';
import { openStack } from './testing/open-stack.ts';
import type { Stack } from './testing/stack.ts';
import { killed } from './trials/killed.ts';
import { outages } from './trials/outages.ts';
import { poisoned } from './trials/poisoned.ts';
import { rollingRestart } from './trials/rolling-restart.ts';
import { stopped } from './trials/stopped.ts';
import { twiceAndShuffled } from './trials/twice-and-shuffled.ts';

let stack: Stack | undefined;
beforeAll(async () => {
  await closeKeptShop();
  stack = await openStack();
  await stockUp(stack.as('walter'), 2_000);
}, 600_000);
afterAll(() => stack?.close(), 120_000);

/** One shop goes through all of it, as shops do. */
const ofAll = (): Stack => {
  if (stack === undefined) throw new Error('the stack did not start');
  return stack;
};

twiceAndShuffled(ofAll);
poisoned(ofAll);
stopped(ofAll);
rollingRestart(ofAll);
killed(ofAll);
outages(ofAll);
