import { describe, expect, test } from '@jest/globals';
import { type Cart, MOST_CODES, MOST_LINES, MOST_UNITS, totalQuantity } from './cart.ts';
import { addLines, isSame, mergeLines, setDelivery, switchCurrency, updateLines } from './changes.ts';

const address = {
  name: 'Alice',
  company: null,
  line1: 'Hauptstr. 1',
  line2: null,
  city: 'Berlin',
  region: null,
  postalCode: '10115',
  countryCode: 'DE',
  phone: null,
};
const cartWith = (quantities: Readonly<Record<string, number>>, difference: Partial<Cart> = {}): Cart => ({
  id: 'crt_1',
  ownerId: null,
  version: 3,
  currency: 'EUR',
  lines: Object.entries(quantities).map(([variantId, quantity]) => ({ id: `line of ${variantId}`, variantId, quantity, seenPrice: 1_000 })),
  discountCodes: [],
  shippingAddress: null,
  selectedShippingRateId: null,
  expiresAt: '2026-12-01T00:00:00.000Z',
  ...difference,
});
const quantitiesOf = (cart: Cart | undefined) => Object.fromEntries((cart?.lines ?? []).map(({ variantId, quantity }) => [variantId, quantity]));
let lines = 0;
const newLineId = (): string => `new line ${(lines += 1)}`;
const units = (variantId: string, quantity: number) => ({ variantId, quantity, seenPrice: 1_000 });

describe('adding to a cart', () => {
  test('grows the line of a variant that is there, and makes one for a new one, in the order of asking', () => {
    const { cart } = addLines(cartWith({ jacket: 1 }), [units('jacket', 2), units('socks', 1), units('socks', 4)], newLineId);
    expect(quantitiesOf(cart)).toEqual({ jacket: 3, socks: 5 });
    expect(totalQuantity(cart ?? cartWith({}))).toBe(8);
  });
  test('takes all lines or none', () => {
    const { refusals } = addLines(cartWith({ jacket: MOST_UNITS }), [units('socks', 1), units('jacket', 1), units('tea', 0)], newLineId);
    expect(refusals).toMatchObject([
      { code: 'QUANTITY_LIMIT', index: 1 },
      { code: 'INVALID', index: 2 },
    ]);
  });
  test('stops at the most lines that a cart takes', () => {
    const full = cartWith(Object.fromEntries(Array.from({ length: MOST_LINES }, (_, index) => [`v${index}`, 1])));
    expect(addLines(full, [units('v0', 1)], newLineId).cart).toBeDefined();
    expect(addLines(full, [units('another', 1)], newLineId).refusals).toMatchObject([{ code: 'QUANTITY_LIMIT', index: 0 }]);
  });
});

describe('updating lines', () => {
  test('sets quantities, and 0 takes a line out', () => {
    const updates = [
      { lineId: 'line of jacket', quantity: 7 },
      { lineId: 'line of socks', quantity: 0 },
    ];
    expect(quantitiesOf(updateLines(cartWith({ jacket: 1, socks: 2, tea: 1 }), updates).cart)).toEqual({ jacket: 7, tea: 1 });
  });
  test('names each line that is at fault, and changes none', () => {
    const updates = [
      { lineId: 'line of jacket', quantity: -1 },
      { lineId: 'line of nothing', quantity: 1 },
      { lineId: 'line of jacket', quantity: MOST_UNITS + 1 },
    ];
    expect(updateLines(cartWith({ jacket: 1 }), updates).refusals).toMatchObject([
      { code: 'INVALID', index: 0 },
      { code: 'NOT_FOUND', index: 1 },
      { code: 'QUANTITY_LIMIT', index: 2 },
    ]);
  });
});

describe('the delivery', () => {
  const chosen = cartWith({}, { shippingAddress: address, selectedShippingRateId: 'rate' });
  test('keeps its rate within the country, and drops it with another one, or with none', () => {
    expect(setDelivery(chosen, { address: { ...address, city: 'Bonn' }, rateId: undefined }).selectedShippingRateId).toBe('rate');
    expect(setDelivery(chosen, { address: { ...address, countryCode: 'FR' }, rateId: undefined }).selectedShippingRateId).toBeNull();
    expect(setDelivery(chosen, { address: null, rateId: undefined })).toMatchObject({ shippingAddress: null, selectedShippingRateId: null });
  });
  test('leaves alone what is left out', () => {
    expect(setDelivery(chosen, { address: undefined, rateId: 'another' })).toEqual({ ...chosen, selectedShippingRateId: 'another' });
    expect(setDelivery(chosen, { address: undefined, rateId: null }).selectedShippingRateId).toBeNull();
  });
});

test('another currency keeps the lines, sees their prices anew and drops the rate', () => {
  const cart = cartWith({ jacket: 2, socks: 1 }, { selectedShippingRateId: 'rate' });
  const moved = switchCurrency(cart, 'USD', variantId => (variantId === 'jacket' ? 1_200 : null));
  expect(moved).toMatchObject({
    currency: 'USD',
    selectedShippingRateId: null,
    lines: [
      { quantity: 2, seenPrice: 1_200 },
      { quantity: 1, seenPrice: null },
    ],
  });
  expect(switchCurrency(cart, 'EUR', () => null)).toBe(cart);
});

describe("a guest's lines in a user's cart", () => {
  const merged = (own: Cart, guest: Cart): Cart => {
    const { cart } = mergeLines(own, guest, newLineId);
    if (cart === undefined) throw new Error('they were not merged');
    return cart;
  };
  test('add up, and the price that the user saw stays', () => {
    const guest = cartWith({ jacket: 9, socks: 3 });
    const own = cartWith({ jacket: 990 });
    const [jacket, socks] = merged({ ...own, lines: own.lines.map(line => ({ ...line, seenPrice: 900 })) }, guest).lines;
    expect(jacket).toEqual({ id: 'line of jacket', variantId: 'jacket', quantity: MOST_UNITS, seenPrice: 900 });
    expect(socks).toMatchObject({ variantId: 'socks', quantity: 3, seenPrice: 1_000 });
    expect(socks?.id).toMatch(/^new line/);
  });
  test('are refused where they are more than a cart takes, of one kind or of lines', () => {
    expect(mergeLines(cartWith({ jacket: 990 }), cartWith({ jacket: 20, socks: 3 }), newLineId).refusals).toMatchObject([{ code: 'QUANTITY_LIMIT' }]);
    const full = cartWith(Object.fromEntries(Array.from({ length: MOST_LINES }, (_, index) => [`v${index}`, 1])));
    expect(mergeLines(full, cartWith({ another: 1 }), newLineId).refusals).toMatchObject([{ code: 'QUANTITY_LIMIT' }]);
    expect(totalQuantity(merged(full, cartWith({ v0: 1 })))).toBe(MOST_LINES + 1);
  });
  test('bring their codes along, the user’s own first, as many as a cart takes', () => {
    const codes = (name: string, count: number) => ({ discountCodes: Array.from({ length: count }, (_, index) => `${name}${index}`) });
    expect(merged(cartWith({}, { discountCodes: ['TEN'] }), cartWith({}, { discountCodes: ['TEN', 'FREE'] })).discountCodes).toEqual(['TEN', 'FREE']);
    const { discountCodes } = merged(cartWith({}, codes('own', 7)), cartWith({}, codes('guest', 10)));
    expect(discountCodes).toEqual([...codes('own', 7).discountCodes, ...codes('guest', 3).discountCodes]);
    expect(discountCodes).toHaveLength(MOST_CODES);
  });
  test('bring their address along, unless it is of another market', () => {
    const guest = cartWith({ socks: 1 }, { shippingAddress: address });
    expect(merged(cartWith({}), guest).shippingAddress).toEqual(address);
    const elsewhere = merged(cartWith({}, { currency: 'USD' }), guest);
    expect(elsewhere).toMatchObject({ currency: 'USD', shippingAddress: null, lines: [{ seenPrice: null }] });
  });
});

test('a change that changes nothing is none', () => {
  const cart = cartWith({ jacket: 1 }, { shippingAddress: address });
  expect(isSame(cart, { ...cart, shippingAddress: { ...address } })).toBe(true);
  expect(isSame(cart, { ...cart, shippingAddress: { ...address, city: 'Bonn' } })).toBe(false);
  expect(isSame(cart, { ...cart, discountCodes: ['TEN'] })).toBe(false);
});
