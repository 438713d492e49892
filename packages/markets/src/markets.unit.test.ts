import { expect, test } from '@jest/globals';
import { isCurrency } from '@micromart/money';
import { defaultCurrency, marketOf, markets } from './index.ts';

test('each currency has one market, and each country is in one', () => {
  const countries = markets.flatMap(market => market.countries);
  expect(new Set(markets.map(({ currency }) => currency)).size).toBe(markets.length);
  expect(new Set(countries).size).toBe(countries.length);
  expect(markets.every(({ currency }) => isCurrency(currency))).toBe(true);
});

test('the shop sells in euros with tax in the union, and in dollars without in the United States', () => {
  expect(defaultCurrency).toBe('EUR');
  expect(marketOf('EUR')).toMatchObject({ pricesIncludeTax: true });
  expect(marketOf('EUR')?.countries).toHaveLength(27);
  expect(marketOf('USD')).toEqual({ currency: 'USD', countries: ['US'], pricesIncludeTax: false });
  expect(marketOf('GBP')).toBeUndefined();
});
