import { expect, test } from '@jest/globals';
import type { Cart } from './cart.ts';
import { leftOf, orderedOfMerged } from './ordered.ts';

const holding = (quantities: Readonly<Record<string, number>>): Cart => ({
  id: 'crt_1',
  ownerId: null,
  version: 3,
  currency: 'EUR',
  lines: Object.entries(quantities).map(([variantId, quantity]) => ({ id: `crl_${variantId}`, variantId, quantity, seenPrice: 100 })),
  discountCodes: [],
  shippingAddress: null,
  selectedShippingRateId: null,
  expiresAt: '2026-12-01T00:00:00.000Z',
});
const left = (quantities: Readonly<Record<string, number>>, ordered: readonly (readonly [string, number])[]) =>
  Object.fromEntries(
    leftOf(
      holding(quantities),
      ordered.map(([variantId, quantity]) => ({ variantId, quantity })),
    ).map(({ variantId, quantity }) => [variantId, quantity]),
  );

test('nothing is left of a cart that was ordered as it is', () => {
  expect(
    left({ a: 2, b: 1 }, [
      ['b', 1],
      ['a', 2],
    ]),
  ).toEqual({});
});

test('units and lines that were put in later are left', () => {
  expect(
    left({ a: 5, b: 1, c: 3 }, [
      ['a', 2],
      ['b', 1],
    ]),
  ).toEqual({ a: 3, c: 3 });
});

test('what was taken out after the pricing is no debt', () => {
  expect(
    left({ a: 1, c: 1 }, [
      ['a', 2],
      ['b', 1],
    ]),
  ).toEqual({ c: 1 });
});

test('one kind on several lines of the order counts together', () => {
  expect(
    left({ a: 5 }, [
      ['a', 2],
      ['a', 2],
    ]),
  ).toEqual({ a: 1 });
});

test('of a merged cart that was ordered no more is taken back than was merged, and no more than was ordered', () => {
  const lines = [
    { variantId: 'a', quantity: 2 },
    { variantId: 'b', quantity: 5 },
    { variantId: 'c', quantity: 1 },
  ];
  const ordered = [
    { variantId: 'a', quantity: 3 },
    { variantId: 'b', quantity: 1 },
    { variantId: 'b', quantity: 1 },
    { variantId: 'd', quantity: 1 },
  ];
  expect(orderedOfMerged({ into: 'crt_2', lines }, ordered)).toEqual([
    { variantId: 'a', quantity: 2 },
    { variantId: 'b', quantity: 2 },
    { variantId: 'c', quantity: 0 },
  ]);
});
