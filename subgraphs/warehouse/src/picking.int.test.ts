import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@micromart/service';
import { eventually } from '@micromart/service/testing';
import { disagreements } from './testing/ledger.ts';
import { left, orderOf, placed, requested, returned } from './testing/neighbours.ts';
import { walter, wanda } from './testing/people.ts';
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

test('a parcel is picked, packed and shipped, and comes back to the shelf for returns', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  const order = orderOf([{ variantId, quantity: 2 }]);
  const { parcelId } = await floor.toPick(order);
  await floor.pickAll(parcelId);
  expect((await packParcel(world.app, { pickTaskId: parcelId, weightGrams: null })).pickTask).toMatchObject({ status: 'PACKED', weightGrams: 950 });
  const packed = await floor.heard(order, 'parcel.packed');
  expect(packed?.data).toEqual({
    orderId: order.id,
    parcelId,
    warehouseId: site.warehouse.id,
    weightGrams: 950,
    lines: [{ orderLineId: order.lines[0]?.lineId, variantId, sku: `SKU-${variantId}`, name: 'Rain jacket, Blue / M', quantity: 2 }],
  });
  expect(floor.wordsOf(order)).toEqual(['stock.allocated', 'pick.started', 'parcel.packed']);

  await world.publish(left(order, parcelId));
  await eventually(
    () => floor.levelsOf(variantId),
    levels => levels[0]?.onHand === 3,
  );
  await world.publish(returned(order, parcelId));
  const returns = await world.app.store.returnsShelf(site.warehouse.id);
  await eventually(
    () => floor.levelsOf(variantId),
    levels => levels.length === 2,
  );
  expect(await floor.levelsOf(variantId)).toEqual([
    { shelfId: site.shelves[0].id, onHand: 3, allocated: 0 },
    { shelfId: returns?.id, onHand: 2, allocated: 0 },
  ]);
  expect(await disagreements(world.app)).toEqual([]);
});

test('a parcel of which was heard that it came back before that it left is booked out and in', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  const order = orderOf([{ variantId, quantity: 2 }]);
  const { parcelId } = await floor.toPick(order);
  await world.publish(returned(order, parcelId));
  await world.publish(left(order, parcelId));
  await eventually(
    () => floor.levelsOf(variantId),
    levels => levels.length === 2,
  );
  expect((await floor.levelsOf(variantId)).map(({ onHand }) => onHand).toSorted()).toEqual([2, 3]);
});

test('one picks at a time, unless the task is taken over; a part confirmed keeps the task open', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  const { parcelId: id } = await floor.toPick(orderOf([{ variantId, quantity: 2 }]));
  const [line] = await floor.linesOf(id);
  const lines = (quantity: number) => [{ lineId: line?.id ?? '', quantity, short: false }];
  expect((await confirmPick(world.app, walter, { id, lines: lines(1) })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  await startPick(world.app, walter, { id, takeOver: false });
  expect((await startPick(world.app, walter, { id, takeOver: false })).userErrors).toEqual([]);
  expect((await startPick(world.app, wanda, { id, takeOver: false })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  expect((await startPick(world.app, wanda, { id, takeOver: true })).pickTask).toMatchObject({ pickerId: 'usr_wanda', version: 3 });
  expect((await confirmPick(world.app, walter, { id, lines: lines(1) })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  expect((await confirmPick(world.app, wanda, { id, lines: lines(3) })).userErrors).toMatchObject([
    { code: 'INVALID', field: ['lines', '0', 'quantity'] },
  ]);
  expect((await confirmPick(world.app, wanda, { id, lines: lines(1) })).pickTask?.status).toBe('PICKING');
  expect((await packParcel(world.app, { pickTaskId: id, weightGrams: null })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  expect((await confirmPick(world.app, wanda, { id, lines: lines(2) })).pickTask?.status).toBe('PICKED');
  expect((await confirmPick(world.app, wanda, { id, lines: lines(1) })).pickTask?.status).toBe('PICKING');
});

test('asked for again, warehouse says how far its parcels are and makes no second task', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  const order = orderOf([{ variantId, quantity: 2 }]);
  const parcel = await floor.toPick(order);
  await floor.pickAll(parcel.parcelId);
  await packParcel(world.app, { pickTaskId: parcel.parcelId, weightGrams: 500 });
  await world.publish(requested(order, [parcel]));
  await eventually(
    () => floor.wordsOf(order),
    words => words.filter(word => word === 'parcel.packed').length === 2,
  );
  expect(await world.app.store.pickTasksOfOrders([order.id])).toHaveLength(1);
});

test('an order that no one warehouse has in full is picked in two parcels, each with its part of the line', async () => {
  const other = await openSite(world.app);
  const variantId = await stocked(world.app, site.shelves[0].id, 3);
  await stocked(world.app, other.shelves[0].id, 2, variantId);
  const order = orderOf([{ variantId, quantity: 5 }]);
  await world.publish(placed(order));
  const parcels = [site, other].map(({ warehouse }) => ({ parcelId: newId('pcl'), warehouseId: warehouse.id }));
  await world.publish(requested(order, parcels));
  for (const { parcelId } of parcels) await floor.taskOnce(parcelId, 'OPEN');
  const quantities = await Promise.all(parcels.map(async ({ parcelId }) => (await floor.linesOf(parcelId)).map(({ quantity }) => quantity)));
  expect(quantities).toEqual([[3], [2]]);

  const [first, second] = parcels;
  await floor.pickAll(first?.parcelId ?? '');
  await packParcel(world.app, { pickTaskId: first?.parcelId ?? '', weightGrams: 1_350 });
  await world.publish(left(order, first?.parcelId ?? ''));
  await eventually(
    () => floor.levelsOf(variantId),
    levels => levels.some(({ onHand }) => onHand === 0),
  );
  expect((await floor.taskOnce(second?.parcelId ?? '', 'OPEN'))?.status).toBe('OPEN');
  expect(await disagreements(world.app)).toEqual([]);
});
