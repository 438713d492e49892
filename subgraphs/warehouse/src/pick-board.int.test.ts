import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { orderOf } from './testing/neighbours.ts';
import { alice, susan, walter } from './testing/people.ts';
import { pickingOn } from './testing/picking.ts';
import { openSite, type Site, stocked } from './testing/sites.ts';
import { openWarehouseWorld, type WarehouseWorld } from './testing/warehouse-world.ts';

let world: WarehouseWorld;
let site: Site;
let floor: ReturnType<typeof pickingOn>;
beforeAll(async () => {
  world = await openWarehouseWorld();
  site = await openSite(world.app);
  floor = pickingOn(world, site);
});
afterAll(() => world.close());

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
  const { parcelId } = await floor.toPick(order);
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
  const { parcelId } = await floor.toPick(order);
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
