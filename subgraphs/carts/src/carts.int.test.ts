import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alice, bob, eventually } from '@micromart/service/testing';
import { type CartsWorld, type CartView, codesOf, openCartsWorld } from './testing/carts-world.ts';

let world: CartsWorld;
beforeAll(async () => {
  world = await openCartsWorld();
  await world.sell('jacket', { EUR: 9_900, USD: 11_000 });
  await world.sell('socks', { EUR: 1_000, USD: 1_100 });
});
afterAll(() => world.close());

const quantities = (cart: CartView | null) => Object.fromEntries((cart?.lines ?? []).map(({ variant, quantity }) => [variant.id, quantity]));
const add = (cart: { id: string }, variantId: string, quantity: number, expectedVersion?: number) =>
  world.change('cartLinesAdd', { cartId: cart.id, lines: [{ variantId, quantity }], expectedVersion });
const deliver = (cart: { id: string }, address: object) =>
  world.change('cartDeliverySet', { cartId: cart.id, input: { address: { name: 'Alice', line1: 'Street 1', city: 'Town', ...address } } });
const german = { postalCode: '10115', countryCode: 'DE' };

describe('a cart', () => {
  test('that two devices change at once loses nothing', async () => {
    const cart = await world.create();
    const changes = Array.from({ length: 10 }, () => [add(cart, 'jacket', 1), add(cart, 'socks', 2)]).flat();
    expect((await Promise.all(changes)).flatMap(({ userErrors }) => userErrors)).toEqual([]);
    const now = await world.read(cart.id);
    expect(quantities(now)).toEqual({ jacket: 10, socks: 20 });
    expect(now).toMatchObject({ version: cart.version + 20, totalQuantity: 30 });
    expect(now?.lines).toHaveLength(2);
  });

  test('that has moved on since it was seen is not changed, and shown as it is', async () => {
    const cart = await world.create(['jacket']);
    await add(cart, 'socks', 1);
    const stale = await add(cart, 'socks', 5, cart.version);
    expect(stale).toMatchObject({
      cart: { version: cart.version + 1, totalQuantity: 2 },
      userErrors: [{ code: 'CONFLICT', field: ['expectedVersion'] }],
    });
    expect((await add(cart, 'socks', 5, cart.version + 1)).cart?.totalQuantity).toBe(7);
  });

  test('keeps its version where a change changes nothing', async () => {
    const cart = await world.create(['jacket']);
    const lines = [{ lineId: cart.lines[0]?.id, quantity: 1 }];
    expect((await world.change('cartLinesUpdate', { cartId: cart.id, lines })).cart?.version).toBe(cart.version);
  });

  test('of a signed-in user answers to nobody else', async () => {
    const cart = await world.create(['jacket'], alice);
    expect((await world.read(cart.id, alice))?.id).toBe(cart.id);
    for (const viewer of [bob, {}]) {
      expect(await world.read(cart.id, viewer)).toBeNull();
      const refused = await world.change('cartDiscountCodesSet', { cartId: cart.id, codes: ['TEN'] }, viewer);
      expect(refused).toEqual({ cart: null, userErrors: [{ code: 'NOT_FOUND', field: ['cartId'] }] });
      expect(codesOf((await world.follow('subscription ($id: ID!) { cartUpdated(id: $id) { id } }', { id: cart.id }, viewer).next()).value)).toEqual([
        'FORBIDDEN',
      ]);
      const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Cart { version currency } } }';
      const forged = { __typename: 'Cart', id: cart.id, currency: 'USD', lines: [] };
      expect((await world.ask(query, { r: [forged] }, viewer)).data).toEqual({ _entities: [null] });
    }
  });

  test('takes what is sold, within its limits, and all of a request or nothing', async () => {
    const cart = await world.create(['jacket']);
    const refused = await world.change('cartLinesAdd', {
      cartId: cart.id,
      lines: [
        { variantId: 'socks', quantity: 1 },
        { variantId: 'unicorn', quantity: 1 },
      ],
    });
    expect(refused).toMatchObject({ cart: { totalQuantity: 1 }, userErrors: [{ code: 'VARIANT_UNKNOWN', field: ['lines', '1', 'variantId'] }] });
    expect((await add(cart, 'jacket', 999)).userErrors).toEqual([{ code: 'QUANTITY_LIMIT', field: ['lines', '0', 'quantity'] }]);
    expect((await add(cart, 'jacket', 0)).userErrors).toEqual([{ code: 'INVALID', field: ['lines', '0', 'quantity'] }]);
    const asked = world.shop.asked;
    const crowd = Array.from({ length: 101 }, (_, index) => ({ variantId: `v${index}` }));
    expect((await world.change('cartLinesAdd', { cartId: cart.id, lines: crowd })).userErrors).toEqual([
      { code: 'QUANTITY_LIMIT', field: ['lines'] },
    ]);
    expect(world.shop.asked).toBe(asked);
    expect((await world.change('cartCreate', { input: { currency: 'JPY' } })).userErrors).toEqual([
      { code: 'INVALID', field: ['input', 'currency'] },
    ]);
  });

  test('names of each line that is to change what is at fault', async () => {
    const cart = await world.create(['jacket']);
    const lines = [
      { lineId: 'crl_nobody', quantity: 1 },
      { lineId: cart.lines[0]?.id, quantity: 1_000 },
    ];
    expect((await world.change('cartLinesUpdate', { cartId: cart.id, lines })).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['lines', '0', 'lineId'] },
      { code: 'QUANTITY_LIMIT', field: ['lines', '1', 'quantity'] },
    ]);
  });

  test('asks shop one question about all that it has not heard of, however many they are', async () => {
    const cart = await world.create();
    const asked = world.shop.asked;
    world.shop.sold.add('new 7');
    const strangers = Array.from({ length: 100 }, (_, index) => ({ variantId: `new ${index}` }));
    const { userErrors } = await world.change('cartLinesAdd', { cartId: cart.id, lines: strangers });
    expect(userErrors).toHaveLength(99);
    expect(userErrors.map(({ field }) => field?.[1])).not.toContain('7');
    expect(world.shop.asked - asked).toBe(1);
  });

  test('takes a variant that it has not heard of yet when shop knows it, and does not guess while shop is away', async () => {
    const cart = await world.create();
    world.shop.sold.add('brand new');
    expect((await add(cart, 'brand new', 1)).cart?.totalQuantity).toBe(1);
    world.shop.away = true;
    const mutation = 'mutation ($id: ID!) { cartLinesAdd(cartId: $id, lines: [{ variantId: "newer" }]) { cart { id } } }';
    expect(codesOf(await world.ask(mutation, { id: cart.id }).finally(() => (world.shop.away = false)))).toEqual(['SUBGRAPH_UNAVAILABLE']);
  });

  test('goes to addresses of its market; another market keeps the lines and drops address and rate', async () => {
    const cart = await world.create(['jacket']);
    expect((await deliver(cart, { postalCode: '94103', region: 'CA', countryCode: 'US' })).userErrors).toEqual([
      { code: 'INVALID', field: ['input', 'address', 'countryCode'] },
    ]);
    expect((await deliver(cart, { ...german, postalCode: '1' })).userErrors).toEqual([
      { code: 'INVALID', field: ['input', 'address', 'postalCode'] },
    ]);
    await deliver(cart, german);
    await world.change('cartDeliverySet', { cartId: cart.id, input: { shippingRateId: 'rate' } });
    const before = await world.read(cart.id);
    expect(before).toMatchObject({ shippingAddress: { countryCode: 'DE' }, selectedShippingRateId: 'rate', warnings: [] });
    const { cart: moved } = await world.change('cartCurrencySet', { cartId: cart.id, currency: 'USD' });
    expect(moved).toMatchObject({ currency: 'USD', totalQuantity: 1, shippingAddress: null, selectedShippingRateId: null, warnings: [] });
    expect((await world.change('cartCurrencySet', { cartId: cart.id, currency: 'JPY' })).userErrors).toEqual([
      { code: 'INVALID', field: ['currency'] },
    ]);
  });

  test('warns of prices, stock and what is no longer sold, by the newest word of each', async () => {
    await world.sell('teapot', { EUR: 4_500 });
    const cart = await world.create(['teapot']);
    await add(cart, 'teapot', 2);
    const warnings = async () => (await world.read(cart.id))?.warnings.map(({ code }) => code);
    await world.stock('teapot', 2, 7);
    await eventually(warnings, codes => codes?.includes('LOW_STOCK') === true);
    await world.stock('teapot', 0, 6);
    await world.sell('teapot', { EUR: 4_900 });
    expect(await warnings()).toEqual(['LOW_STOCK', 'PRICE_CHANGED']);
    await world.sell('teapot', { EUR: 4_900 }, false);
    expect(await warnings()).toEqual(['NO_LONGER_SOLD']);
  });

  test('expires after its days, renewed by each change', async () => {
    const cart = await world.create(['jacket']);
    const days = (Date.parse(cart.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(await world.redis.pexpiretime(`cart:${cart.id}`)).toBe(Date.parse(cart.expiresAt));
    await world.redis.pexpire(`cart:${cart.id}`, 5);
    await eventually(async () => (await world.read(cart.id)) === null);
    expect((await add(cart, 'jacket', 1)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});
