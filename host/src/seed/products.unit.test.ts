import { describe, expect, test } from '@jest/globals';
import { assortment } from './assortment.ts';
import type { SeedCategory } from './catalog.ts';
import { combinations, gtin13, productRows, variantsOf } from './products.ts';

interface Amount {
  readonly amount: string;
}

const all = (categories: readonly SeedCategory[]): SeedCategory[] => categories.flatMap(category => [category, ...all(category.children ?? [])]);
const depth = (category: SeedCategory): number => 1 + Math.max(0, ...(category.children ?? []).map(depth));

describe('the seeded catalog', () => {
  test('has a variant for each combination of options', () => {
    expect(combinations({ Color: ['Blue', 'Red'], Size: ['S', 'M'] }).map(chosen => chosen.map(({ value }) => value).join(' '))).toEqual([
      'Blue S',
      'Blue M',
      'Red S',
      'Red M',
    ]);
    expect(combinations({})).toEqual([[]]);
  });

  test('prints barcodes that scanners accept', () => {
    // the example of GS1's own check digit calculator
    expect(gtin13('629104150021')).toBe('6291041500213');
  });

  test('offers at least 60 products with 200 variants in a tree of three levels', () => {
    const rows = productRows(assortment.products) as { variants: { sku: string; barcode: string }[] }[];
    const variants = rows.flatMap(row => row.variants);
    expect(rows.length).toBeGreaterThanOrEqual(60);
    // or a seed could not see in one question whether a shop has more
    expect(rows.length).toBeLessThan(100);
    expect(variants.length).toBeGreaterThanOrEqual(200);
    expect(new Set(variants.map(({ sku }) => sku)).size).toBe(variants.length);
    expect(new Set(variants.map(({ barcode }) => barcode)).size).toBe(variants.length);
    expect(Math.max(...assortment.categories.map(depth))).toBe(3);
  });

  test('puts every product into categories that there are', () => {
    const slugs = new Set(all(assortment.categories).map(({ slug }) => slug));
    const unknown = assortment.products.flatMap(({ name, categories }) =>
      categories.filter(slug => !slugs.has(slug)).map(slug => `${name}: ${slug}`),
    );
    expect(unknown).toEqual([]);
  });

  test('has what examples and the storefront ask for, scarce goods, and goods from a few grams to a pallet', () => {
    const variants = assortment.products.flatMap(product => variantsOf(product, 1).map(variant => ({ product, ...variant })));
    const weights = variants.map(({ weightGrams }) => weightGrams);
    expect(variants.find(({ sku }) => sku === 'RJ-BLUE-M')?.product.name).toBe('Rain jacket');
    expect(assortment.products.filter(({ categories }) => categories.includes('sale')).every(({ was }) => was !== undefined)).toBe(true);
    expect(assortment.products.some(({ categories }) => categories.includes('sale'))).toBe(true);
    expect(Math.min(...weights)).toBeLessThan(20);
    expect(Math.max(...weights)).toBeGreaterThan(30_000);
    expect(variants.some(({ selectedOptions }) => selectedOptions.length === 0)).toBe(true);
    expect(variants.length).toBeLessThanOrEqual(260);
    const scarce = assortment.products.flatMap(({ stock }) => Object.keys(stock ?? {}));
    const skus = new Set(variants.map(({ sku }) => sku));
    expect(scarce.filter(sku => !skus.has(sku))).toEqual([]);
    expect(scarce.length).toBeGreaterThan(0);
  });

  test('crosses out only prices that are higher than those it asks', () => {
    const prices = (productRows(assortment.products) as { variants: { prices: { amount: Amount; compareAt?: Amount }[] }[] }[])
      .flatMap(({ variants }) => variants)
      .flatMap(variant => variant.prices);
    const wrong = prices.filter(({ amount, compareAt }) => compareAt !== undefined && Number(compareAt.amount) <= Number(amount.amount));
    expect(wrong).toEqual([]);
  });

  test('lets an option value have its own price and weight', () => {
    const [small, big] = variantsOf(
      {
        name: 'Tea',
        brand: 'B',
        categories: [],
        description: '',
        attributes: {},
        weightGrams: 100,
        eur: '5.00',
        usd: '5.50',
        sku: 'TEA',
        options: { Size: ['100 g', '1 kg'] },
        differing: { '1 kg': { eur: '40.00', weightGrams: 1_000 } },
      },
      1,
    );
    expect(small).toMatchObject({ sku: 'TEA-100G', weightGrams: 100 });
    expect(big).toMatchObject({
      sku: 'TEA-1KG',
      weightGrams: 1_000,
      prices: [{ amount: { amount: '40.00', currencyCode: 'EUR' } }, { amount: { amount: '5.50', currencyCode: 'USD' } }],
    });
  });
});
