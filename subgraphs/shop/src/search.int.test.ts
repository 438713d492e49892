import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { importProducts } from './index.ts';
import { productRow } from './testing/catalog.ts';
import { fillShop } from './testing/fill-shop.ts';
import { openShopWorld, type ShopWorld } from './testing/shop-world.ts';

interface Found {
  readonly products: {
    readonly totalCount: number;
    readonly edges: readonly { readonly cursor: string; readonly node: { readonly name: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean; readonly endCursor: string | null };
    readonly facets: readonly {
      readonly name: string;
      readonly label: string;
      readonly values: readonly { readonly value: string; readonly label: string; readonly count: number }[];
    }[];
    readonly priceRange: { readonly min: { readonly amount: string }; readonly max: { readonly amount: string } } | null;
  };
}

const SEARCH = /* GraphQL */ `
  query Search($query: String, $filter: ProductFilter, $sort: ProductSort! = RELEVANCE, $first: Int! = 20, $after: String, $currency: CurrencyCode) {
    products(query: $query, filter: $filter, sort: $sort, first: $first, after: $after, currency: $currency) {
      totalCount
      edges { cursor node { name } }
      pageInfo { hasNextPage hasPreviousPage endCursor }
      facets { name label values { value label count } }
      priceRange { min { amount } max { amount } }
    }
  }
`;

let world: ShopWorld;
const search = async (variables: Record<string, unknown>) => (await world.ask<Found>(SEARCH, variables)).products;
const names = async (variables: Record<string, unknown>) => (await search(variables)).edges.map(({ node }) => node.name);

beforeAll(async () => {
  world = await openShopWorld();
  await fillShop(world);
});
afterAll(() => world.close());

test.each(['rain jacket', 'Rain Jackets', 'rian jakcet', 'rain jaket', 'JACKE rain', 'nordwnd rain'])(
  '“%s” finds the rain jacket first',
  async query => {
    expect((await names({ query }))[0]).toBe('Rain jacket');
  },
);

test('a word in the name counts more than one in the description', async () => {
  expect(await names({ query: 'rain jacket' })).toEqual(['Rain jacket', 'Umbrella']);
});

test('a SKU, a brand and a colour are found', async () => {
  expect(await names({ query: 'TEAPOT-WHITE' })).toEqual(['Teapot']);
  expect(new Set(await names({ query: 'solinger' }))).toEqual(new Set(['Bread knife', 'Pizza stone', 'Garlic press']));
  expect(await names({ query: 'steel' })).toEqual(['Garlic press']);
});

test('nothing is found for signs, for what is not there and for a category that does not exist', async () => {
  for (const variables of [{ query: '!!! ( & |' }, { query: 'locomotive' }, { filter: { categorySlug: 'nowhere' } }]) {
    expect(await search(variables)).toMatchObject({ totalCount: 0, edges: [], facets: [], priceRange: null });
  }
});

test('products of a category are its own and those below it', async () => {
  expect(new Set(await names({ filter: { categorySlug: 'clothing' } }))).toEqual(new Set(['Rain jacket', 'Down jacket', 'Umbrella', 'Wool socks']));
  const { category } = await world.ask<{ category: { products: { totalCount: number } } }>(
    `{ category(slug: "jackets") { products(first: 5) { totalCount } } }`,
  );
  expect(category.products.totalCount).toBe(2);
});

test('the counts of a facet leave its own selection aside, and follow the others', async () => {
  const countsOf = async (facets: readonly { name: string; values: string[] }[]) =>
    Object.fromEntries(
      (await search({ filter: { facets } })).facets.map(({ name, values }) => [
        name,
        Object.fromEntries(values.map(({ value, count }) => [value, count])),
      ]),
    );
  const blue = await countsOf([{ name: 'option.Color', values: ['Blue'] }]);
  expect(blue['option.Color']).toMatchObject({ Blue: 2, Red: 2, Grey: 2, Black: 1 });
  expect(blue['brand']).toEqual({ Nordwind: 2 });
  expect(blue['category']).toEqual({ clothing: 2, jackets: 2 });

  const blueAndNordwind = await countsOf([
    { name: 'option.Color', values: ['Blue'] },
    { name: 'brand', values: ['Nordwind', 'Schafwerk'] },
  ]);
  expect(blueAndNordwind['brand']).toEqual({ Nordwind: 2 });
  expect(blueAndNordwind['option.Color']).toEqual({ Blue: 2, Red: 2, Grey: 1 });
});

test('values of one facet are alternatives, facets add up, and a category may be one', async () => {
  const found = (facets: readonly { name: string; values: string[] }[]) => names({ filter: { facets }, sort: 'NAME' });
  expect(await found([{ name: 'option.Color', values: ['Red', 'Black'] }])).toEqual(['Rain jacket', 'Umbrella', 'Wool socks']);
  expect(
    await found([
      { name: 'option.Color', values: ['Red'] },
      { name: 'attribute.Material', values: ['Wool'] },
    ]),
  ).toEqual(['Wool socks']);
  expect(await found([{ name: 'category', values: ['jackets'] }])).toEqual(['Down jacket', 'Rain jacket']);
  expect(await found([{ name: 'planet', values: ['Mars'] }])).toEqual([]);
});

test('facets are labelled for people', async () => {
  const { facets } = await search({ filter: { categorySlug: 'clothing' } });
  expect(facets.map(({ name, label }) => [name, label])).toEqual([
    ['category', 'Category'],
    ['brand', 'Brand'],
    ['option.Color', 'Color'],
    ['attribute.Material', 'Material'],
  ]);
  expect(facets[0]?.values).toEqual([{ value: 'jackets', label: 'Jackets', count: 2 }]);
});

test('the price filter narrows the list and leaves the ends of the slider where they are', async () => {
  const found = await search({ filter: { priceMin: '20', priceMax: '45.00' }, sort: 'PRICE_ASC' });
  expect(found.edges.map(({ node }) => node.name)).toEqual(['Umbrella', 'Bread knife', 'Pizza stone', 'Teapot']);
  expect(found.priceRange).toEqual({ min: { amount: '10.00' }, max: { amount: '199.00' } });
});

test.each([
  ['PRICE_ASC', ['Wool socks', 'Garlic press', 'Umbrella', 'Bread knife', 'Pizza stone', 'Teapot', 'Rain jacket', 'Down jacket']],
  ['PRICE_DESC', ['Down jacket', 'Rain jacket', 'Teapot', 'Pizza stone', 'Bread knife', 'Umbrella', 'Garlic press', 'Wool socks']],
  ['NAME', ['Bread knife', 'Down jacket', 'Garlic press', 'Pizza stone', 'Rain jacket', 'Teapot', 'Umbrella', 'Wool socks']],
  ['NEWEST', ['Garlic press', 'Pizza stone', 'Bread knife', 'Teapot', 'Wool socks', 'Umbrella', 'Down jacket', 'Rain jacket']],
])('sorted by %s, pages of three show every product once', async (sort, expected) => {
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const page = await search({ sort, first: 3, after });
    expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
    seen.push(...page.edges.map(({ node }) => node.name));
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  expect(seen).toEqual(expected);
});

test('a cursor is good for its list alone', async () => {
  const { pageInfo } = await search({ sort: 'NAME', first: 1 });
  for (const after of [
    pageInfo.endCursor,
    'nonsense',
    Buffer.from('[1.5,"x"]').toString('base64url'),
    Buffer.from('[99999999999,"x"]').toString('base64url'),
  ]) {
    const { errors } = await world.send(SEARCH, { sort: 'PRICE_ASC', after });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  }
});

test('what comes and goes between two pages makes no other product appear twice or never', async () => {
  const first = await search({ sort: 'NAME', first: 2 });
  await importProducts(world.app, [productRow('Apron', ['White']), productRow('Colander', ['Steel'])], 'REJECT_ALL');
  const { product } = await world.ask<{ product: { id: string } }>(`{ product(slug: "bread-knife") { id } }`);
  await world.ask(`mutation ($id: ID!) { productArchive(id: $id) { userErrors { code } } }`, { id: product.id }, 'admin');
  expect(await names({ sort: 'NAME', first: 3, after: first.pageInfo.endCursor })).toEqual(['Garlic press', 'Pizza stone', 'Rain jacket']);
});

test('a search box is given products, categories and whole queries for an unfinished word', async () => {
  const suggest = (query: string) =>
    world.ask<{ searchSuggestions: unknown }>(
      `query ($query: String!) { searchSuggestions(query: $query) { products { name } categories { slug } queries } }`,
      { query },
    );
  expect(await suggest('rain ja')).toEqual({
    searchSuggestions: { products: [{ name: 'Rain jacket' }, { name: 'Umbrella' }], categories: [], queries: ['rain jacket'] },
  });
  expect(await suggest('ja')).toMatchObject({ searchSuggestions: { categories: [{ slug: 'jackets' }], queries: ['jacket', 'jackets'] } });
  expect(await suggest(' ')).toEqual({ searchSuggestions: { products: [], categories: [], queries: [] } });
});

test('while nothing is reviewed, nothing is rated', async () => {
  expect(await names({ filter: { ratingAtLeast: '4' } })).toEqual([]);
  expect(await names({ sort: 'RATING', first: 1 })).toEqual(await names({ sort: 'NEWEST', first: 1 }));
});
