import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cartTotals, type CartTotalsInput, type PricedLine } from './cart-totals.ts';
import { marketOf } from '@micromart/markets';
import type { TaxClass } from './tax.ts';

const euro = marketOf('EUR');
const dollar = marketOf('USD');
if (euro === undefined || dollar === undefined) throw new Error('the shop sells in EUR and USD');

const line = (lineId: string, unitPrice: number, quantity = 1, taxClass: TaxClass = 'STANDARD'): PricedLine => ({
  lineId,
  unitPrice,
  quantity,
  taxClass,
});
const cart = (input: Partial<CartTotalsInput>): CartTotalsInput => ({
  market: euro,
  destination: null,
  lines: [],
  discounts: [],
  shipping: null,
  ...input,
});

test('in Europe the prices contain the tax, and the total is what the prices say', () => {
  const totals = cartTotals(cart({ lines: [line('a', 11_900), line('b', 1_070, 3, 'REDUCED')], shipping: 595 }));
  expect(totals).toMatchObject({ subtotal: 15_110, tax: 1_900 + 210 + 95, taxIncluded: true, total: 15_705 });
  expect(totals.taxLines).toEqual([
    { name: 'VAT', rate: 19_000, amount: 1_995 },
    { name: 'VAT', rate: 7_000, amount: 210 },
  ]);
});

test('in the United States the tax of the state comes on top', () => {
  const totals = cartTotals(
    cart({ market: dollar, destination: { countryCode: 'US', region: 'CA' }, lines: [line('a', 10_000, 2)], shipping: 1_000 }),
  );
  expect(totals).toMatchObject({ subtotal: 20_000, tax: 1_450 + 73, taxIncluded: false, total: 22_523 });
  expect(totals.lines[0]).toMatchObject({ tax: 1_450, total: 21_450 });
  expect(totals.taxLines).toEqual([{ name: 'Sales tax', rate: 7_250, amount: 1_523 }]);
});

test('a state without sales tax, and an American cart without an address, have no tax', () => {
  for (const destination of [{ countryCode: 'US', region: 'OR' }, null]) {
    expect(cartTotals(cart({ market: dollar, destination, lines: [line('a', 9_999)] }))).toMatchObject({ tax: 0, taxLines: [], total: 9_999 });
  }
});

test('without an address a cart is taxed as in the first country of its market', () => {
  const lines = [line('a', 11_900)];
  expect(cartTotals(cart({ lines })).tax).toBe(1_900);
  expect(cartTotals(cart({ lines, destination: { countryCode: 'FR', region: null } })).tax).toBe(1_983);
});

test('delivery is taxed at the highest rate in the cart', () => {
  const books = cart({ lines: [line('book', 1_070, 1, 'REDUCED')], shipping: 1_070 });
  expect(cartTotals(books).tax).toBe(140);
  expect(cartTotals({ ...books, lines: [...books.lines, line('lamp', 1_190)] }).taxLines).toEqual([
    { name: 'VAT', rate: 19_000, amount: 190 + 171 },
    { name: 'VAT', rate: 7_000, amount: 70 },
  ]);
  expect(cartTotals(cart({ lines: [line('stamp', 100, 1, 'ZERO')], shipping: 500 }))).toMatchObject({ tax: 0, taxLines: [], total: 600 });
});

test('tax is rounded half up, once a line and not once a piece', () => {
  // 7 × 0.05 = 0.35 with 19 % in it: 0.0559; a piece alone would have 0.008, seven of them rounded 0.07
  expect(cartTotals(cart({ lines: [line('a', 5, 7)] })).tax).toBe(6);
});

test('an empty cart costs its delivery and nothing else', () => {
  expect(cartTotals(cart({ shipping: 500 }))).toMatchObject({ subtotal: 0, tax: 0, total: 500 });
});

test('a discount is spread over the lines to the last cent, and lowers their tax', () => {
  const discount = { promotionId: 'p', code: 'TEN', label: 'Ten off', amount: 1_000 };
  const totals = cartTotals(cart({ lines: [line('a', 1_000), line('b', 1_000), line('c', 1_000)], discounts: [discount] }));
  expect(totals.lines.map(({ discount: part }) => part)).toEqual([334, 333, 333]);
  expect(totals).toMatchObject({ discount: 1_000, total: 2_000, tax: 106 + 106 + 106 });
});

test('no discount takes more than the goods cost', () => {
  const discount = { promotionId: 'p', code: null, label: 'All off', amount: 700 };
  expect(cartTotals(cart({ lines: [line('a', 1_000)], discounts: [discount, discount], shipping: 100 }))).toMatchObject({
    discount: 1_000,
    total: 100,
  });
});

test('the parts of any cart add up to the whole', () => {
  const anyLine = fc.record({
    lineId: fc.string(),
    unitPrice: fc.integer({ min: 0, max: 1_000_000 }),
    quantity: fc.integer({ min: 1, max: 500 }),
    taxClass: fc.constantFrom<TaxClass>('STANDARD', 'REDUCED', 'ZERO'),
  });
  const anyDiscount = fc.record({
    promotionId: fc.string(),
    code: fc.constant(null),
    label: fc.string(),
    amount: fc.integer({ min: 1, max: 100_000_000 }),
  });
  const anyCart = fc.record({
    market: fc.constantFrom(euro, dollar),
    destination: fc.constant(null),
    lines: fc.array(anyLine, { maxLength: 12 }),
    discounts: fc.array(anyDiscount, { maxLength: 3 }),
    shipping: fc.option(fc.integer({ min: 0, max: 10_000 })),
  });
  fc.assert(
    fc.property(anyCart, input => {
      const totals = cartTotals(input);
      const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
      expect(sum(totals.lines.map(each => each.subtotal))).toBe(totals.subtotal);
      expect(sum(totals.lines.map(each => each.discount))).toBe(totals.discount);
      expect(sum(totals.taxLines.map(each => each.amount))).toBe(totals.tax);
      expect(totals.lines.every(each => each.discount >= 0 && each.discount <= each.subtotal)).toBe(true);
      expect(totals.total).toBe(totals.subtotal - totals.discount + (input.shipping ?? 0) + (totals.taxIncluded ? 0 : totals.tax));
    }),
  );
});
