import { expect, test } from '@jest/globals';
import type { Cart } from './cart.ts';
import { type KnownVariant, warningsOf } from './warnings.ts';

const cart = (quantity: number, seenPrice: number | null = 1_000): Cart => ({
  id: 'crt_1',
  ownerId: null,
  version: 1,
  currency: 'EUR',
  lines: [{ id: 'crl_1', variantId: 'jacket', quantity, seenPrice }],
  discountCodes: [],
  shippingAddress: null,
  selectedShippingRateId: null,
  expiresAt: '2026-12-01T00:00:00.000Z',
});
const jacket: KnownVariant = { id: 'jacket', name: 'Rain jacket', sold: true, prices: { EUR: 1_000 }, available: 5 };
const warnings = (known: Partial<KnownVariant>, quantity = 2, seenPrice: number | null = 1_000) =>
  warningsOf(cart(quantity, seenPrice), new Map([['jacket', { ...jacket, ...known }]]));

test('nothing to know, nothing said', () => {
  expect(warnings({})).toEqual([]);
  expect(warnings({ available: null })).toEqual([]);
  expect(warningsOf(cart(2), new Map())).toEqual([]);
});
test('stock that does not reach is told with what is left, or that there is none', () => {
  expect(warnings({ available: 1 })).toEqual([{ code: 'LOW_STOCK', message: 'Only 1 of Rain jacket are left.', lineId: 'crl_1' }]);
  expect(warnings({ available: 0 })).toMatchObject([{ code: 'OUT_OF_STOCK' }]);
  expect(warnings({ available: -1 })).toMatchObject([{ code: 'OUT_OF_STOCK' }]);
});
test('what is not sold any more, or not for this money, is told alone', () => {
  expect(warnings({ sold: false, available: 0 })).toMatchObject([{ code: 'NO_LONGER_SOLD' }]);
  expect(warnings({ prices: { USD: 900 } })).toMatchObject([{ code: 'NO_LONGER_SOLD' }]);
});
test('a price that changed is told with both prices, also beside a want of stock', () => {
  expect(warnings({ prices: { EUR: 1_250 } })).toEqual([
    { code: 'PRICE_CHANGED', message: 'Rain jacket costs 12.50 EUR now, it was 10.00.', lineId: 'crl_1' },
  ]);
  expect(warnings({ prices: { EUR: 1_250 }, available: 1 }).map(({ code }) => code)).toEqual(['LOW_STOCK', 'PRICE_CHANGED']);
  expect(warnings({ prices: { EUR: 1_250 } }, 2, null)).toEqual([]);
});
