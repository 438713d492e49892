import { describe, expect, test } from '@jest/globals';
import { assortment } from './assortment.ts';
import { openingStock } from './opening-stock.ts';
import { variantsOf } from './products.ts';

const [first, ...others] = assortment.products;
if (first === undefined) throw new Error('the assortment is empty');
const quantities = (site: string): number[] =>
  openingStock(assortment)
    .filter(goods => goods.site === site)
    .map(({ quantity }) => quantity);

describe('the opening stock', () => {
  test('of goods that were there stays as it was when the assortment grows', () => {
    const grown = { ...assortment, products: [first, { ...first, name: 'Another', sku: 'NEW', stock: {} }, ...others] };
    expect(openingStock(grown).filter(({ sku }) => !sku.startsWith('NEW-'))).toEqual(openingStock(assortment));
  });

  test('has every variant but those that are sold out, plenty of it where it is not scarce, and on all shelves', () => {
    const stock = openingStock(assortment);
    const skus = assortment.products.flatMap(product => variantsOf(product, 1).map(({ sku }) => ({ sku, scarce: product.stock?.[sku] })));
    expect(stock.filter(({ site }) => site === 'BER').map(({ sku }) => sku)).toEqual(skus.filter(({ scarce }) => scarce !== 0).map(({ sku }) => sku));
    for (const { sku, scarce } of skus) {
      const there = stock.filter(goods => goods.sku === sku).reduce((sum, { quantity }) => sum + quantity, 0);
      if (scarce === undefined) expect(there).toBeGreaterThanOrEqual(40);
      else expect(there).toBe(scarce);
    }
    expect(quantities('LEJ').length).toBeGreaterThan(skus.length / 4);
    expect(quantities('LEJ').length).toBeLessThan(skus.length / 2);
    expect(new Set(stock.filter(({ site }) => site === 'BER').map(({ place }) => place % 40)).size).toBeGreaterThan(35);
  });
});
