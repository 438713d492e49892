import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@micromart/service';
import { eventually } from '@micromart/service/testing';
import { orderOf, placed, variantSaid } from './testing/neighbours.ts';
import { susan, walter } from './testing/people.ts';
import { newVariant, openSite, type Site, stocked } from './testing/sites.ts';
import { openWarehouseWorld, type WarehouseWorld } from './testing/warehouse-world.ts';
import { allocateOrder } from './use-cases/allocate-order.ts';
import { adjustStock } from './use-cases/correct-stock.ts';
import { setReorderPoint } from './use-cases/set-reorder-point.ts';

let world: WarehouseWorld;
let site: Site;
beforeAll(async () => {
  world = await openWarehouseWorld();
  site = await openSite(world.app);
});
afterAll(() => world.close());

const hold = (variantId: string, quantity: number) =>
  world.app.messaging.transaction(tx => allocateOrder(world.app, tx, placed(orderOf([{ variantId, quantity }]))));

const LIST = `query ($filter: StockLevelFilter, $after: String) { stockLevels(first: 2, after: $after, filter: $filter) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { id sku name onHand available reorderPoint shelf { label } variant { id } } } } }`;
interface Listed {
  readonly stockLevels: {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly edges: readonly { readonly node: { readonly id: string; readonly sku: string } }[];
  };
}
const list = async (filter: Record<string, unknown>, after?: string): Promise<Listed['stockLevels']> => {
  const { data, errors } = await world.ask(LIST, { filter, after }, walter);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return (data as unknown as Listed).stockLevels;
};

test('levels are found by the beginning of a SKU or barcode, or words of a name, as shop last said them', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  expect((await list({ variantId })).edges).toMatchObject([{ node: { sku: variantId, name: variantId } }]);
  await world.publish(variantSaid(variantId, 2, { sku: 'RJ-100%-M', name: 'Rain jacket, Blue / M', barcode: '4006381333931' }));
  await world.publish(variantSaid(variantId, 1, { sku: 'OLD', name: 'Old', barcode: '1' }));
  await eventually(
    () => list({ query: 'rj-100%' }),
    found => found.totalCount === 1,
  );
  for (const query of ['RJ-1', '40063', 'blue RAIN', ' jacket '])
    expect((await list({ query })).edges).toMatchObject([{ node: { sku: 'RJ-100%-M' } }]);
  for (const query of ['J-1', 'RJ-100_', 'OLD', 'green jacket']) expect((await list({ query })).totalCount).toBe(0);
});

test('pages follow each other without gaps', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  for (const { id } of [site.shelves[1], site.shelves[2]]) await stocked(world.app, id, 1, variantId);
  const first = await list({ variantId });
  const second = await list({ variantId }, first.pageInfo.endCursor);
  expect([first.totalCount, first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([3, true, false]);
  expect(new Set([...first.edges, ...second.edges].map(({ node }) => node.id)).size).toBe(3);
});

test('a variant below its reorder point is low in its warehouse, and others are told so at once', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  const set = await setReorderPoint(world.app, { warehouseId: site.warehouse.id, variantId, reorderPoint: 5 });
  expect(set.stockLevels).toMatchObject([{ reorderPoint: 5 }]);
  expect((await list({ variantId, lowStock: true })).totalCount).toBe(0);
  await hold(variantId, 1);
  expect((await list({ variantId, lowStock: true })).totalCount).toBe(1);
  await eventually(
    () => world.said(variantId).at(-1)?.data,
    data => data?.['lowStock'] === true,
  );
});

test('the ledger tells the story of a variant, the newest first, and cannot be edited', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  await adjustStock(world.app, walter, {
    variantId,
    shelfId: site.shelves[0].id,
    delta: -1,
    reason: 'broken',
    expectedVersion: null,
    idempotencyKey: newId('key'),
  });
  const { data } = await world.ask(
    `query ($v: ID!) { stockMovements(filter: { variantId: $v }) { edges { node { kind quantity reason actor { id } shelf { label } } } } }`,
    { v: variantId },
    walter,
  );
  const { label } = site.shelves[0];
  expect(data).toEqual({
    stockMovements: {
      edges: [
        { node: { kind: 'ADJUST', quantity: -1, reason: 'broken', actor: { id: 'usr_walter' }, shelf: { label } } },
        { node: { kind: 'RECEIVE', quantity: 5, reason: null, actor: { id: 'usr_walter' }, shelf: { label } } },
      ],
    },
  });
  await expect(world.app.messaging.database.query({ text: 'DELETE FROM stock_movement' })).rejects.toThrow('append-only');
});

test('everybody sees what can be promised of a variant, and the floor alone where it lies', async () => {
  const variantId = await stocked(world.app, site.shelves[0].id, 5);
  await hold(variantId, 2);
  const ask = (fields: string, viewer = {}) =>
    world.ask(
      `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ProductVariant { id ${fields} } } }`,
      { r: [variantId, newVariant()].map(id => ({ __typename: 'ProductVariant', id })) },
      viewer,
    );
  const open = await ask('availability { available inStock lowStock }');
  expect(open.data).toMatchObject({
    _entities: [
      { id: variantId, availability: { available: 3, inStock: true, lowStock: false } },
      { availability: { available: 0, inStock: false, lowStock: false } },
    ],
  });
  expect((await ask('stockLevels { onHand }', walter)).data).toMatchObject({ _entities: [{ stockLevels: [{ onHand: 5 }] }, { stockLevels: [] }] });
  expect((await ask('stockLevels { onHand }', susan)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  expect((await ask('stockLevels { onHand }')).errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
});

test('a live list sees each level of its own warehouse after each change, and no other', async () => {
  const elsewhere = await openSite(world.app);
  const here = await openSite(world.app);
  const query = 'subscription ($w: ID!) { stockLevelChanged(warehouseId: $w) { onHand allocated version shelf { label } } }';
  const feed = world.follow(query, { w: here.warehouse.id }, walter)[Symbol.asyncIterator]();
  const first = feed.next();
  const variantId = await stocked(world.app, elsewhere.shelves[0].id, 9);
  await stocked(world.app, here.shelves[0].id, 4, variantId);
  const shelf = { label: here.shelves[0].label };
  expect((await first).value).toMatchObject({ data: { stockLevelChanged: { onHand: 4, allocated: 0, version: 2, shelf } } });
  const second = feed.next();
  await stocked(world.app, here.shelves[0].id, 1, variantId);
  expect((await second).value).toMatchObject({ data: { stockLevelChanged: { onHand: 5, version: 3, shelf } } });
  await feed.return?.();
});

test('a live list that missed a wake-up finds what changed in the last seconds', async () => {
  const before = new Date(Date.now() - 1_000);
  const variantId = await stocked(world.app, site.shelves[0].id, 4);
  const [level] = await world.app.store.levelsOfVariants([variantId]);
  expect(await world.app.store.levelsChangedSince(site.warehouse.id, before)).toContainEqual({ id: level?.id, version: level?.version });
  expect(await world.app.store.levelsChangedSince(site.warehouse.id, new Date(Date.now() + 1_000))).toEqual([]);
});

test('a live list of a busy warehouse finds what changed last first, with its version', async () => {
  const here = await openSite(world.app);
  const began = Date.now();
  const after = (milliseconds: number) => ({ ...world.app, clock: () => new Date(began + milliseconds) });
  const [twice, second, third] = [newVariant(), newVariant(), newVariant()];
  for (const [index, variantId] of [twice, second, third, twice].entries()) await stocked(after(index), here.shelves[0].id, 1, variantId);
  const levels = await world.app.store.levelsOfVariants([twice, second, third]);
  const changed = await world.app.store.levelsChangedSince(here.warehouse.id, new Date(began - 1_000));
  const variantOf = new Map(levels.map(level => [level.id, level.variantId]));
  expect(changed.map(({ id, version }) => [variantOf.get(id), version])).toEqual([
    [twice, 3],
    [third, 2],
    [second, 2],
  ]);
});
