import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { disagreements } from './testing/ledger.ts';
import { canceled, orderOf } from './testing/neighbours.ts';
import { walter } from './testing/people.ts';
import { pickingOn } from './testing/picking.ts';
import { openSite, type Site, stocked } from './testing/sites.ts';
import { openWarehouseWorld, type WarehouseWorld } from './testing/warehouse-world.ts';
import { confirmPick } from './use-cases/confirm-pick.ts';
import { packParcel } from './use-cases/pack-parcel.ts';
import { startPick } from './use-cases/start-pick.ts';

let world: WarehouseWorld;
let site: Site;
let floor: ReturnType<typeof pickingOn>;
beforeAll(async () => {
  world = await openWarehouseWorld();
  site = await openSite(world.app);
  floor = pickingOn(world, site);
});
afterAll(() => world.close());

test('what is not on its shelf is booked off there and picked from another', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 4);
  await stocked(world.app, site.shelves[1].id, 3, variantId);
  const order = orderOf([{ variantId, quantity: 3 }]);
  const { parcelId: id } = await floor.toPick(order);
  await startPick(world.app, walter, { id, takeOver: false });
  const [line] = await floor.linesOf(id);
  expect(line?.shelfId).toBe(site.shelves[1].id);
  const after = await confirmPick(world.app, walter, { id, lines: [{ lineId: line?.id ?? '', quantity: 1, short: true }] });
  expect(after.pickTask?.status).toBe('PICKING');
  expect((await floor.linesOf(id)).map(({ shelfId, quantity, picked }) => ({ shelfId, quantity, picked }))).toEqual([
    { shelfId: site.shelves[1].id, quantity: 1, picked: 1 },
    { shelfId: site.shelves[0].id, quantity: 2, picked: 0 },
  ]);
  expect(await floor.levelsOf(variantId)).toEqual([
    { shelfId: site.shelves[1].id, onHand: 1, allocated: 1 },
    { shelfId: site.shelves[0].id, onHand: 4, allocated: 2 },
  ]);
  await floor.pickAll(id);
  expect((await packParcel(world.app, { pickTaskId: id, weightGrams: 777 })).pickTask).toMatchObject({ status: 'PACKED', weightGrams: 777 });
  expect(floor.wordsOf(order)).not.toContain('stock.short');
  expect(await disagreements(world.app)).toEqual([]);
});

test('when there is none elsewhere, orders is told how much is missing', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 3);
  const order = orderOf([{ variantId, quantity: 3 }]);
  const { parcelId: id } = await floor.toPick(order);
  await startPick(world.app, walter, { id, takeOver: false });
  const [line] = await floor.linesOf(id);
  await confirmPick(world.app, walter, { id, lines: [{ lineId: line?.id ?? '', quantity: 1, short: true }] });
  expect((await floor.heard(order, 'stock.short'))?.data).toEqual({
    orderId: order.id,
    parcelId: id,
    missing: [{ orderLineId: order.lines[0]?.lineId, variantId, quantity: 2 }],
  });
  expect(await floor.levelsOf(variantId)).toEqual([{ shelfId: site.shelves[0].id, onHand: 1, allocated: 1 }]);
  await world.publish(canceled(order));
  await floor.taskOnce(id, 'CANCELED');
  expect(await floor.levelsOf(variantId)).toEqual([{ shelfId: site.shelves[0].id, onHand: 1, allocated: 0 }]);
  expect(await disagreements(world.app)).toEqual([]);
});

test('a canceled order leaves a list of what is to be put back, and its goods free', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  const order = orderOf([{ variantId, quantity: 2 }]);
  const { parcelId: id } = await floor.toPick(order);
  await floor.pickAll(id);
  await world.publish(canceled(order));
  await floor.taskOnce(id, 'CANCELED');
  expect(await floor.linesOf(id)).toMatchObject([{ shelfId: site.shelves[0].id, quantity: 2, picked: 2, status: 'RELEASED' }]);
  expect(await floor.levelsOf(variantId)).toEqual([{ shelfId: site.shelves[0].id, onHand: 5, allocated: 0 }]);
  expect((await packParcel(world.app, { pickTaskId: id, weightGrams: null })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  expect((await startPick(world.app, walter, { id, takeOver: true })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
});
