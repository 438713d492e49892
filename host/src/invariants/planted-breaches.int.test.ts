import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { breaches, invariants } from './breaches.ts';
import { plantDeliveredOrder } from './testing/delivered-order.ts';
import { plantedInMessages } from './testing/planted-messages.ts';
import { plantedInMoney } from './testing/planted-money.ts';
import { plantedInOrders } from './testing/planted-orders.ts';
import { plantedInParcels } from './testing/planted-parcels.ts';
import { plantedInStock } from './testing/planted-stock.ts';
import { openWorld, type World } from './testing/world.ts';

const planted = [...plantedInStock, ...plantedInOrders, ...plantedInMoney, ...plantedInParcels, ...plantedInMessages];

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  await world.empty();
  await plantDeliveredOrder(world);
});
afterAll(() => world.close());

describe('the invariants find', () => {
  test.each(planted)('$what', async ({ invariant, subject, plant }) => {
    await plant(world);
    const found = await breaches(world.stores, { secondLook: 0 });
    expect(found.map(breach => `${breach.invariant}: ${breach.subject}`)).toContain(`${invariant}: ${subject}`);
  });

  test('a breach of each of them, planted by hand', () => {
    const named = planted.map(({ invariant }) => invariant);
    expect([...new Set(named)].toSorted()).toEqual(invariants.map(({ name }) => name).toSorted());
  });
});
