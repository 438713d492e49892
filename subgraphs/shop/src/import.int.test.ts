import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { importProducts } from './index.ts';
import { catalog, productRow } from './testing/catalog.ts';
import { fillShop } from './testing/fill-shop.ts';
import { openShopWorld, type ShopWorld } from './testing/shop-world.ts';

let world: ShopWorld;
beforeAll(async () => {
  world = await openShopWorld();
  await fillShop(world);
});
afterAll(() => world.close());

const bySlug = async (slug: string): Promise<{ readonly version: number } | null> =>
  (await world.ask<{ product: { version: number } | null }>(`query ($slug: String!) { product(slug: $slug) { version } }`, { slug }, 'admin'))
    .product;

test('the same rows imported again change nothing', async () => {
  const again = await importProducts(world.app, catalog, 'REJECT_ROW');
  expect(again).toEqual({ imported: 0, unchanged: catalog.length, userErrors: [] });
  expect(await bySlug('rain-jacket')).toMatchObject({ version: 1 });
});

test('a row that differs is imported, its neighbours stay as they are', async () => {
  const [first, ...others] = catalog;
  if (first === undefined) throw new Error('the catalog is empty');
  const changed = { ...first, brand: 'Südwind' };
  expect(await importProducts(world.app, [changed, ...others], 'REJECT_ROW')).toMatchObject({ imported: 1, unchanged: others.length });
  expect(await bySlug('rain-jacket')).toMatchObject({ version: 2 });
});

test('a bad row is named by its index, and the others go in', async () => {
  const good = productRow('Good row', ['Blue']);
  const rows = [
    { ...productRow('Bad sku', ['Blue', 'Red']), variants: [{ sku: ' ', weightGrams: 1 }] },
    good,
    { ...productRow('Bad weight', ['Blue']), variants: [{ sku: 'BAD-WEIGHT', weightGrams: -1 }] },
    { ...productRow('Stolen sku', ['Blue']), variants: [{ sku: 'TEAPOT-WHITE', weightGrams: 1 }] },
    { ...productRow('Bad category', ['Blue']), categorySlugs: ['nowhere'] },
    { ...good, name: 'Good row again' },
    {
      ...productRow('Bad price', ['Blue']),
      variants: [{ sku: 'BAD-PRICE', weightGrams: 1, prices: [{ amount: { amount: '1.234', currencyCode: 'EUR' } }] }],
    },
  ];
  const result = await importProducts(world.app, rows, 'REJECT_ROW');
  expect(result.imported).toBe(1);
  expect(result.userErrors.map(({ code, field }) => [code, field?.join('.')])).toEqual([
    ['INVALID', 'rows.0.variants.0.sku'],
    ['INVALID', 'rows.2.variants.0.weightGrams'],
    ['CONFLICT', 'rows.3.variants.0.sku'],
    ['NOT_FOUND', 'rows.4.categorySlugs.0'],
    ['CONFLICT', 'rows.5.slug'],
    ['INVALID', 'rows.6.variants.0.prices.0.amount.amount'],
  ]);
});

test('REJECT_ALL lets no row in beside a bad one', async () => {
  const rows = [productRow('Lonely row', ['Blue']), { ...productRow('Stolen too', ['Blue']), variants: [{ sku: 'TEAPOT-WHITE', weightGrams: 1 }] }];
  expect(await importProducts(world.app, rows, 'REJECT_ALL')).toMatchObject({ imported: 0, unchanged: 0, userErrors: [{ code: 'CONFLICT' }] });
  expect(await bySlug('lonely-row')).toBeNull();
});

test('a call takes a thousand rows, and no more', async () => {
  const rows = Array.from({ length: 1_001 }, (_, at) => productRow(`Mass ${at}`, ['Blue']));
  expect(await importProducts(world.app, rows, 'REJECT_ROW')).toMatchObject({ imported: 0, userErrors: [{ code: 'INVALID', field: ['rows'] }] });
  const started = Date.now();
  expect(await importProducts(world.app, rows.slice(1), 'REJECT_ROW')).toEqual({ imported: 1_000, unchanged: 0, userErrors: [] });
  expect(Date.now() - started).toBeLessThan(9_000);
});

test('of a known product a row leaves as it is what it does not say, and an old slug is known too', async () => {
  await importProducts(world.app, [{ ...productRow('Kettle', ['Steel']), brand: 'Kannenweg' }], 'REJECT_ALL');
  const { product } = await world.ask<{ product: { id: string } }>(`{ product(slug: "kettle") { id } }`);
  const rename = `mutation ($id: ID!) { productUpdate(id: $id, expectedVersion: 1, input: { slug: "tea-kettle" }) { product { slug } } }`;
  await world.ask(rename, { id: product.id }, 'admin');
  expect(await importProducts(world.app, [productRow('Kettle', ['Steel'])], 'REJECT_ALL')).toMatchObject({ imported: 0, unchanged: 1 });
  expect(await world.ask(`{ product(slug: "kettle") { id slug brand } }`)).toEqual({
    product: { id: product.id, slug: 'tea-kettle', brand: 'Kannenweg' },
  });
});

test('two imports of the same rows at the same moment make one product of each', async () => {
  const rows = Array.from({ length: 20 }, (_, at) => productRow(`Twin ${at}`, ['Blue', 'Red']));
  const results = await Promise.all([importProducts(world.app, rows, 'REJECT_ALL'), importProducts(world.app, rows, 'REJECT_ALL')]);
  expect(results.map(({ imported, unchanged }) => [imported, unchanged]).toSorted()).toEqual([
    [0, 20],
    [20, 0],
  ]);
});
