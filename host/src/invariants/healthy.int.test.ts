import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { breaches, invariants } from './breaches.ts';
import { plantDeliveredOrder } from './testing/delivered-order.ts';
import { openWorld, type World } from './testing/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(() => world.empty());
afterAll(() => world.close());

describe('the invariants', () => {
  test('find nothing wrong with a shop in which nothing happened yet', async () => {
    expect(await breaches(world.stores)).toEqual([]);
  });

  test('find nothing wrong with an order that was paid, sent and delivered', async () => {
    await plantDeliveredOrder(world);
    expect(await breaches(world.stores)).toEqual([]);
  });

  test('are named differently, each with what it says', () => {
    expect(new Set(invariants.map(({ name }) => name)).size).toBe(invariants.length);
    for (const { says } of invariants) expect(says).toMatch(/^[A-Z].*\.$/);
  });
});
