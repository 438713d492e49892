import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@micromart/service';
import type { PickTaskRow } from './app.ts';
import { eventually } from './testing/eventually.ts';
import { disagreements } from './testing/ledger.ts';
import { canceled, left, orderOf, placed, requested, returned, type TestOrder, type TestParcel } from './testing/neighbours.ts';
import { alice, susan, walter, wanda } from './testing/people.ts';
import { openSite, type Site, stocked } from './testing/sites.ts';
import { openWarehouseWorld, type WarehouseWorld } from './testing/warehouse-world.ts';
import { confirmPick } from './use-cases/confirm-pick.ts';
import { packParcel } from './use-cases/pack-parcel.ts';
import { startPick } from './use-cases/start-pick.ts';

let world: WarehouseWorld;
let site: Site;
beforeAll(async () => {
  world = await openWarehouseWorld();
  site = await openSite(world.app);
});
afterAll(() => world.close());

const taskOnce = (id: string, status: PickTaskRow['status']): Promise<PickTaskRow | undefined> =>
  eventually(
    async () => (await world.app.store.pickTasksById([id]))[0],
    task => task?.status === status,
  );
const linesOf = (id: string) => world.app.store.linesOfTasks([id]);
const wordsOf = (order: TestOrder): readonly string[] => world.said(order.id).map(({ type }) => type);
const heard = (order: TestOrder, type: string) =>
  eventually(
    () => world.said(order.id).find(event => event.type === type),
    event => event !== undefined,
  );
const levelsOf = async (variantId: string) =>
  (await world.app.store.levelsOfVariants([variantId])).map(({ shelfId, onHand, allocated }) => ({ shelfId, onHand, allocated }));

/** An order that is paid, and to be picked in one parcel. */
async function toPick(order: TestOrder): Promise<TestParcel> {
  const parcel = { parcelId: newId('pcl'), warehouseId: site.warehouse.id };
  await world.publish(placed(order));
  await world.publish(requested(order, [parcel]));
  await taskOnce(parcel.parcelId, 'OPEN');
  return parcel;
}

/** Everything that there is to pick lies in the tote. */
async function pickAll(id: string): Promise<void> {
  await startPick(world.app, walter, { id, takeOver: false });
  const lines = (await linesOf(id)).map(({ id: lineId, quantity }) => ({ lineId, quantity, short: false }));
  expect((await confirmPick(world.app, walter, { id, lines })).userErrors).toEqual([]);
}

test('a parcel is picked, packed and shipped, and comes back to the shelf for returns', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  const order = orderOf([{ variantId, quantity: 2 }]);
  const { parcelId } = await toPick(order);
  await pickAll(parcelId);
  expect((await packParcel(world.app, { pickTaskId: parcelId, weightGrams: null })).pickTask).toMatchObject({ status: 'PACKED', weightGrams: 950 });
  const packed = await heard(order, 'parcel.packed');
  expect(packed?.data).toEqual({
    orderId: order.id,
    parcelId,
    warehouseId: site.warehouse.id,
    weightGrams: 950,
    lines: [{ orderLineId: order.lines[0]?.lineId, variantId, sku: `SKU-${variantId}`, name: 'Rain jacket, Blue / M', quantity: 2 }],
  });
  expect(wordsOf(order)).toEqual(['stock.allocated', 'pick.started', 'parcel.packed']);

  await world.publish(left(order, parcelId));
  await eventually(
    () => levelsOf(variantId),
    levels => levels[0]?.onHand === 3,
  );
  await world.publish(returned(order, parcelId));
  const returns = await world.app.store.returnsShelf(site.warehouse.id);
  await eventually(
    () => levelsOf(variantId),
    levels => levels.length === 2,
  );
  expect(await levelsOf(variantId)).toEqual([
    { shelfId: site.shelves[0].id, onHand: 3, allocated: 0 },
    { shelfId: returns?.id, onHand: 2, allocated: 0 },
  ]);
  expect(await disagreements(world.app)).toEqual([]);
});

test('a parcel of which was heard that it came back before that it left is booked out and in', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  const order = orderOf([{ variantId, quantity: 2 }]);
  const { parcelId } = await toPick(order);
  await world.publish(returned(order, parcelId));
  await world.publish(left(order, parcelId));
  await eventually(
    () => levelsOf(variantId),
    levels => levels.length === 2,
  );
  expect((await levelsOf(variantId)).map(({ onHand }) => onHand).toSorted()).toEqual([2, 3]);
});

test('one picks at a time, unless the task is taken over; a part confirmed keeps the task open', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  const { parcelId: id } = await toPick(orderOf([{ variantId, quantity: 2 }]));
  const [line] = await linesOf(id);
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

test('what is not on its shelf is booked off there and picked from another', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 4);
  await stocked(world.app, site.shelves[1].id, 3, variantId);
  const order = orderOf([{ variantId, quantity: 3 }]);
  const { parcelId: id } = await toPick(order);
  await startPick(world.app, walter, { id, takeOver: false });
  const [line] = await linesOf(id);
  expect(line?.shelfId).toBe(site.shelves[1].id);
  const after = await confirmPick(world.app, walter, { id, lines: [{ lineId: line?.id ?? '', quantity: 1, short: true }] });
  expect(after.pickTask?.status).toBe('PICKING');
  expect((await linesOf(id)).map(({ shelfId, quantity, picked }) => ({ shelfId, quantity, picked }))).toEqual([
    { shelfId: site.shelves[1].id, quantity: 1, picked: 1 },
    { shelfId: site.shelves[0].id, quantity: 2, picked: 0 },
  ]);
  expect(await levelsOf(variantId)).toEqual([
    { shelfId: site.shelves[1].id, onHand: 1, allocated: 1 },
    { shelfId: site.shelves[0].id, onHand: 4, allocated: 2 },
  ]);
  await pickAll(id);
  expect((await packParcel(world.app, { pickTaskId: id, weightGrams: 777 })).pickTask).toMatchObject({ status: 'PACKED', weightGrams: 777 });
  expect(wordsOf(order)).not.toContain('stock.short');
  expect(await disagreements(world.app)).toEqual([]);
});

test('when there is none elsewhere, orders is told how much is missing', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 3);
  const order = orderOf([{ variantId, quantity: 3 }]);
  const { parcelId: id } = await toPick(order);
  await startPick(world.app, walter, { id, takeOver: false });
  const [line] = await linesOf(id);
  await confirmPick(world.app, walter, { id, lines: [{ lineId: line?.id ?? '', quantity: 1, short: true }] });
  expect((await heard(order, 'stock.short'))?.data).toEqual({
    orderId: order.id,
    parcelId: id,
    missing: [{ orderLineId: order.lines[0]?.lineId, variantId, quantity: 2 }],
  });
  expect(await levelsOf(variantId)).toEqual([{ shelfId: site.shelves[0].id, onHand: 1, allocated: 1 }]);
  await world.publish(canceled(order));
  await taskOnce(id, 'CANCELED');
  expect(await levelsOf(variantId)).toEqual([{ shelfId: site.shelves[0].id, onHand: 1, allocated: 0 }]);
  expect(await disagreements(world.app)).toEqual([]);
});

test('a canceled order leaves a list of what is to be put back, and its goods free', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  const order = orderOf([{ variantId, quantity: 2 }]);
  const { parcelId: id } = await toPick(order);
  await pickAll(id);
  await world.publish(canceled(order));
  await taskOnce(id, 'CANCELED');
  expect(await linesOf(id)).toMatchObject([{ shelfId: site.shelves[0].id, quantity: 2, picked: 2, status: 'RELEASED' }]);
  expect(await levelsOf(variantId)).toEqual([{ shelfId: site.shelves[0].id, onHand: 5, allocated: 0 }]);
  expect((await packParcel(world.app, { pickTaskId: id, weightGrams: null })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  expect((await startPick(world.app, walter, { id, takeOver: true })).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
});

test('asked for again, warehouse says how far its parcels are and makes no second task', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  const order = orderOf([{ variantId, quantity: 2 }]);
  const parcel = await toPick(order);
  await pickAll(parcel.parcelId);
  await packParcel(world.app, { pickTaskId: parcel.parcelId, weightGrams: 500 });
  await world.publish(requested(order, [parcel]));
  await eventually(
    () => wordsOf(order),
    words => words.filter(word => word === 'parcel.packed').length === 2,
  );
  expect(await world.app.store.pickTasksOfOrders([order.id])).toHaveLength(1);
});

const TASK = 'id version orderNumber status picker { id } warehouse { code } lines { id sku name barcode quantity picked shelf { label } }';

test('a live board sees a new task, and its lines in walking order', async () => {
  const far = await stocked(world.app, site.shelves[2].id, 5);
  const near = await stocked(world.app, site.shelves[0].id, 5);
  const order = orderOf([
    { variantId: far, quantity: 1 },
    { variantId: near, quantity: 1 },
  ]);
  const feed = world
    .follow(`subscription ($w: ID!) { pickTaskChanged(warehouseId: $w) { ${TASK} } }`, { w: site.warehouse.id }, walter)
    [Symbol.asyncIterator]();
  const coming = feed.next();
  const { parcelId } = await toPick(order);
  const { value } = await coming;
  const labels = [site.shelves[0].label, site.shelves[2].label];
  expect(value).toMatchObject({
    data: { pickTaskChanged: { id: parcelId, orderNumber: order.number, status: 'OPEN', lines: labels.map(label => ({ shelf: { label } })) } },
  });
  await feed.return?.();
});

const ALLOCATIONS = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { id allocations { quantity status shelf { label } } } } }`;
const PICKS = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Order { id pickTasks { id status } } } }`;

test('an order shows its allocations to its customer, its token and staff, and its picks to staff alone', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  const order = orderOf([{ variantId, quantity: 2 }]);
  const { parcelId } = await toPick(order);
  const r = [{ __typename: 'Order', id: order.id }];
  const seen = { _entities: [{ id: order.id, allocations: [{ quantity: 2, status: 'HELD', shelf: { label: site.shelves[0].label } }] }] };
  expect((await world.ask(ALLOCATIONS, { r }, alice)).data).toEqual(seen);
  expect((await world.ask(ALLOCATIONS, { r }, { orderTokens: [world.tokenOf(order.id)] })).data).toEqual(seen);
  expect((await world.ask(ALLOCATIONS, { r }, susan)).data).toEqual(seen);
  expect((await world.ask(ALLOCATIONS, { r }, { userId: 'usr_bob', roles: ['customer'] })).data).toEqual({ _entities: [null] });
  expect((await world.ask(PICKS, { r }, susan)).data).toEqual({ _entities: [{ id: order.id, pickTasks: [{ id: parcelId, status: 'OPEN' }] }] });
  const refused = await world.ask(PICKS, { r }, alice);
  expect(refused.errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
});
