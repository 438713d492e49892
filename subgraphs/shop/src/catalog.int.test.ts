import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ProductInput } from './index.ts';
import { productRow } from './testing/catalog.ts';
import { eventually } from '@micromart/service/testing';
import { fillShop } from './testing/fill-shop.ts';
import { openShopWorld, type ShopWorld } from './testing/shop-world.ts';

interface Product {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly version: number;
  readonly status: string;
  readonly variants: readonly { readonly id: string; readonly sku: string; readonly name: string }[];
}
interface Payload {
  readonly product: Product | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] | null }[];
}

const PRODUCT = 'id slug name version status variants { id sku name }';
const PAYLOAD = `{ product { ${PRODUCT} } userErrors { code field } }`;

let world: ShopWorld;
let categories: ReadonlyMap<string, string>;
beforeAll(async () => {
  world = await openShopWorld();
  categories = await fillShop(world);
});
afterAll(() => world.close());

const create = async (input: ProductInput): Promise<Payload> =>
  (await world.ask<{ productCreate: Payload }>(`mutation ($input: ProductInput!) { productCreate(input: $input) ${PAYLOAD} }`, { input }, 'admin'))
    .productCreate;
const update = async (id: string, expectedVersion: number, input: object): Promise<Payload> =>
  (
    await world.ask<{ productUpdate: Payload }>(
      `mutation ($id: ID!, $v: Int!, $input: ProductUpdateInput!) { productUpdate(id: $id, expectedVersion: $v, input: $input) ${PAYLOAD} }`,
      { id, v: expectedVersion, input },
      'admin',
    )
  ).productUpdate;
const archive = async (id: string): Promise<Payload> =>
  (await world.ask<{ productArchive: Payload }>(`mutation ($id: ID!) { productArchive(id: $id) ${PAYLOAD} }`, { id }, 'admin')).productArchive;
const bySlug = async (slug: string, role?: 'admin'): Promise<Product | null> =>
  (await world.ask<{ product: Product | null }>(`query ($slug: String!) { product(slug: $slug) { ${PRODUCT} } }`, { slug }, role)).product;

async function created(input: ProductInput): Promise<Product> {
  const { product, userErrors } = await create(input);
  if (product === null) throw new Error(JSON.stringify(userErrors));
  return product;
}

test('an update of a product that has moved on is refused, and shows it as it is', async () => {
  const { id, version } = await created(productRow('Lamp', ['White']));
  expect(await update(id, version, { name: 'Desk lamp' })).toMatchObject({ product: { name: 'Desk lamp', version: 2 }, userErrors: [] });
  expect(await update(id, version, { name: 'Floor lamp' })).toMatchObject({
    product: { name: 'Desk lamp', version: 2 },
    userErrors: [{ code: 'CONFLICT', field: ['expectedVersion'] }],
  });
  expect(await update('prd_none', 1, {})).toEqual({ product: null, userErrors: [{ code: 'NOT_FOUND', field: ['id'] }] });
});

test('of twenty updates at the same moment one wins', async () => {
  const { id, version } = await created(productRow('Chair', ['White']));
  const results = await Promise.all(Array.from({ length: 20 }, (_, at) => update(id, version, { brand: `Brand ${at}` })));
  expect(results.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  expect(results.every(({ product }) => product?.version === 2)).toBe(true);
});

test('a slug that a product had still finds it, until another product takes it', async () => {
  const { id } = await created(productRow('Old name', ['White']));
  expect(await update(id, 1, { slug: 'new-name' })).toMatchObject({ product: { slug: 'new-name' } });
  expect(await bySlug('old-name')).toMatchObject({ id, slug: 'new-name' });
  expect((await create({ ...productRow('Other', ['White']), slug: 'new-name' })).userErrors).toEqual([
    { code: 'CONFLICT', field: ['input', 'slug'] },
  ]);
  const other = await created({ ...productRow('Other', ['White']), slug: 'old-name' });
  expect(await bySlug('old-name')).toMatchObject({ id: other.id });
});

test('without a slug a product gets a free one of its name', async () => {
  const make = async (sku: string) => (await created({ name: 'Zwei Öfen', variants: [{ sku, weightGrams: 1 }] })).slug;
  expect([await make('Z-1'), await make('Z-2')]).toEqual(['zwei-ofen', 'zwei-ofen-2']);
});

test('drafts and archived products are hidden from shoppers on every way', async () => {
  const { id, variants } = await created({ ...productRow('Secret plan', ['White']), status: 'DRAFT' });
  const [variant] = variants;
  const ways = `query ($id: ID!, $variant: ID!) {
    byId: product(id: $id) { id }
    bySlug: product(slug: "secret-plan") { id }
    variant(id: $variant) { id }
    bySku: variant(sku: "SECRET-PLAN-WHITE") { id }
    products(query: "secret") { totalCount }
    searchSuggestions(query: "secr") { products { id } queries }
    _entities(representations: [{ __typename: "ProductVariant", id: $variant, sku: "FORGED" }]) { ... on ProductVariant { id sku } }
  }`;
  const hidden = {
    byId: null,
    bySlug: null,
    variant: null,
    bySku: null,
    products: { totalCount: 0 },
    searchSuggestions: { products: [], queries: [] },
    _entities: [null],
  };
  expect(await world.ask(ways, { id, variant: variant?.id })).toEqual(hidden);
  expect(await world.ask(ways, { id, variant: variant?.id }, 'warehouse')).toMatchObject({
    byId: { id },
    products: { totalCount: 1 },
    _entities: [{ id: variant?.id, sku: 'SECRET-PLAN-WHITE' }],
  });
  await update(id, 1, { status: 'ACTIVE' });
  expect(await world.ask(ways, { id, variant: variant?.id })).toMatchObject({ bySlug: { id }, searchSuggestions: { queries: ['secret'] } });
  await archive(id);
  expect(await world.ask(ways, { id, variant: variant?.id })).toEqual(hidden);
});

test('a variant that is left out is sold no more, is told to others, and comes back under its id', async () => {
  const { id, variants } = await created(productRow('Cup', ['White', 'Black']));
  const black = variants.find(({ sku }) => sku === 'CUP-BLACK');
  const all = productRow('Cup', ['White', 'Black']).variants;
  expect(await update(id, 1, { variants: all.slice(0, 1) })).toMatchObject({ product: { version: 2, variants: [{ sku: 'CUP-WHITE' }] } });
  expect(await world.ask(`query ($id: ID!) { variant(id: $id) { id } }`, { id: black?.id })).toEqual({ variant: null });
  await eventually(
    () => world.said(String(black?.id)),
    said => said.at(-1)?.data.sold === false,
  );
  expect(await update(id, 2, { variants: all })).toMatchObject({ product: { variants: [{ sku: 'CUP-WHITE' }, { id: black?.id }] } });
  const said = await eventually(
    () => world.said(String(black?.id)),
    events => events.length === 3,
  );
  expect(said.map(({ data, sequence }) => [sequence, data.sold, data.name])).toEqual([
    [1, true, 'Cup, Black'],
    [2, false, 'Cup, Black'],
    [3, true, 'Cup, Black'],
  ]);
});

test('siblings may swap their SKUs', async () => {
  const { id, variants } = await created(productRow('Fork', ['White', 'Black']));
  const swapped = variants.map((variant, at) => ({ id: variant.id, sku: variants[1 - at]?.sku, weightGrams: 500 }));
  expect((await update(id, 1, { variants: swapped })).product?.variants.map(({ sku }) => sku)).toEqual(variants.map(({ sku }) => sku).toReversed());
});

test('stock follows warehouse by the number of its news, and a variant that nobody knows is no fault', async () => {
  const { id, variants } = await created(productRow('Spoon', ['White']));
  const variant = String(variants[0]?.id);
  const inStock = async () =>
    (await world.ask<{ product: { inStock: boolean } }>(`query ($id: ID!) { product(id: $id) { inStock } }`, { id })).product.inStock;
  await world.stock('var_unknown', true, 1);
  await world.stock(variant, true, 5);
  await eventually(inStock, it => it);
  await world.stock(variant, false, 4);
  await world.stock(variant, false, 6);
  await eventually(inStock, it => !it);
  await world.stock(variant, true, 5);
  await world.stock(variant, true, 7);
  await eventually(inStock, it => it);
});

test('a category moves with all below it, and what is taxed by it follows', async () => {
  const save = async (input: object) =>
    (
      await world.ask<{
        categorySave: { category: { id: string; ancestors: { slug: string }[] } | null; userErrors: { code: string; field: string[] }[] };
      }>(
        `mutation ($input: CategoryInput!) { categorySave(input: $input) { category { id ancestors { slug } } userErrors { code field } } }`,
        { input },
        'admin',
      )
    ).categorySave;
  const food = await save({ slug: 'food', name: 'Food', taxClass: 'REDUCED' });
  const tea = await save({ slug: 'tea', name: 'Tea', parentId: food.category?.id });
  const green = await save({ slug: 'green-tea', name: 'Green tea', parentId: tea.category?.id });
  expect(green.category?.ancestors).toEqual([{ slug: 'food' }, { slug: 'tea' }]);
  await created({ ...productRow('Sencha', ['Green']), categorySlugs: ['green-tea'] });

  expect(await save({ id: food.category?.id, slug: 'food', name: 'Food', parentId: green.category?.id })).toMatchObject({
    userErrors: [{ code: 'INVALID' }],
  });
  expect(await save({ slug: 'tea', name: 'Another' })).toMatchObject({ userErrors: [{ code: 'CONFLICT', field: ['input', 'slug'] }] });
  await save({ id: tea.category?.id, slug: 'tea', name: 'Tea', parentId: categories.get('kitchen') });
  const inKitchen = `{ products(query: "sencha", filter: { categorySlug: "kitchen" }) { edges { node { categories { ancestors { slug } } } } } }`;
  expect(await world.ask(inKitchen)).toEqual({
    products: { edges: [{ node: { categories: [{ ancestors: [{ slug: 'kitchen' }, { slug: 'tea' }] }] } }] },
  });
  expect(await world.ask(`{ products(query: "sencha", filter: { categorySlug: "food" }) { totalCount } }`)).toEqual({ products: { totalCount: 0 } });
});

test('only an admin changes the catalog, and what only staff may see is null for others', async () => {
  for (const role of [undefined, 'customer', 'warehouse', 'support'] as const) {
    const { errors } = await world.send(`mutation { productArchive(id: "prd_1") { userErrors { code } } }`, {}, role);
    expect(errors?.[0]?.extensions).toMatchObject({ code: role === undefined ? 'UNAUTHENTICATED' : 'FORBIDDEN' });
  }
  const prices = `{ variant(sku: "TEAPOT-WHITE") { sku prices { id } } }`;
  expect(await world.send(prices)).toMatchObject({
    data: { variant: { sku: 'TEAPOT-WHITE', prices: null } },
    errors: [{ path: ['variant', 'prices'] }],
  });
  expect(await world.ask(prices, {}, 'support')).toMatchObject({ variant: { prices: [{}, {}] } });
  expect((await world.send(`{ products(filter: { status: DRAFT }) { totalCount } }`)).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
});
