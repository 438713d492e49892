import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, type Replica } from '@micromart/service/testing';
import type { App } from './app.ts';
import { disagreements } from './testing/ledger.ts';
import { orderOf, placed } from './testing/neighbours.ts';
import { openSite, stocked } from './testing/sites.ts';
import { openWarehouseWorld, type WarehouseWorld } from './testing/warehouse-world.ts';

let world: WarehouseWorld;
let other: Replica<App>;
beforeAll(async () => {
  world = await openWarehouseWorld();
  other = await world.replica();
});
afterAll(async () => {
  await other.stop();
  await world.close();
});

test('two replicas allocate what there is, once, and tell of each level in versions that only grow', async () => {
  const site = await openSite(world.app);
  const variantId = await stocked(world.app, site.shelves[0].id, 20);
  const orders = Array.from({ length: 40 }, () => orderOf([{ variantId, quantity: 1 }]));
  await world.publish(...orders.map(order => placed(order)));
  await stocked(other.app, site.shelves[1].id, 5, variantId);
  await eventually(() => orders.every(order => world.said(order.id).length > 0));
  const words = orders.map(order => world.said(order.id).map(({ type }) => type));
  expect(words.filter(said => said.length !== 1)).toEqual([]);
  const { rows } = await world.app.messaging.database.query<{ held: number; free: number }>({
    text: 'SELECT sum(allocated)::int AS held, sum(on_hand - allocated)::int AS free FROM stock_level WHERE variant_id = $1',
    values: [variantId],
  });
  expect(rows[0]?.held).toBe(words.filter(([word]) => word === 'stock.allocated').length);
  expect((rows[0]?.held ?? 0) + (rows[0]?.free ?? 0)).toBe(25);
  expect(await disagreements(world.app)).toEqual([]);

  const told = await eventually(
    () => world.said<{ available: number }>(variantId),
    said => said.at(-1)?.data.available === rows[0]?.free,
  );
  expect(told.map(({ sequence }) => sequence)).toEqual(told.map((_, index) => index + 1));
});

test('who follows a warehouse on one replica sees what was booked on the other', async () => {
  const site = await openSite(world.app);
  const variantId = await stocked(world.app, site.shelves[0].id, 3);
  const feed = other.follow(
    'subscription ($w: ID!) { stockLevelChanged(warehouseId: $w) { onHand variant { id } } }',
    { w: site.warehouse.id },
    { userId: 'usr_walter', roles: ['warehouse'] },
  );
  const next = feed.next();
  await stocked(world.app, site.shelves[1].id, 4, variantId);
  expect((await next).value).toMatchObject({ data: { stockLevelChanged: { variant: { id: variantId } } } });
  await feed.return?.();
});
