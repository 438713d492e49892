import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alice, bob, eventually } from '@micromart/service/testing';
import { codesOf, openOrdersWorld, type OrdersWorld } from '../testing/orders-world.ts';

let world: OrdersWorld;
beforeAll(async () => {
  world = await openOrdersWorld();
});
afterAll(() => world.close());

const total = (amount: string, currencyCode = 'EUR') => ({ amount, currencyCode });
const countOrders = async (): Promise<number> => world.app.store.countOrders({ first: 1, after: null });

describe('a cart is ordered', () => {
  test('by a customer, who needs to say neither who nor where they are', async () => {
    const cartId = world.carts.cart();
    const { order, userErrors } = await world.place({ cartId, expectedTotal: total('123.90') }, alice);
    expect(userErrors).toEqual([]);
    expect(order).toMatchObject({
      status: 'PLACED',
      paymentStatus: 'PENDING',
      fulfillmentStatus: 'UNALLOCATED',
      email: 'alice@example.test',
      version: 1,
      totals: { total: { amount: '123.90' } },
      lines: [
        { sku: 'RAIN_JACKET-M', name: 'Rain jacket, Blue / M', quantity: 1 },
        { sku: 'SOCKS', name: 'Wool socks', quantity: 2 },
      ],
      history: [{ type: 'order.placed', message: 'The order was placed.' }],
    });
    expect(order?.number).toMatch(/^M-\d{6,}$/);
    const [placed] = await eventually(
      () => world.said<object>(order?.id ?? ''),
      said => said.length > 0,
    );
    expect(placed).toMatchObject({ type: 'order.placed', sequence: 1, data: { cartId, customerId: 'usr_alice', total: 12_390 } });
  });

  test('by a guest, who gets a token to follow it with and needs nothing else', async () => {
    const { order, accessToken } = await world.place({ cartId: world.carts.cart(), email: ' guest@example.test ' });
    expect(order?.email).toBe('guest@example.test');
    expect(accessToken).toBe(world.tokenOf(order?.id ?? ''));
    expect(await world.read(order?.id ?? '', { orderTokens: [accessToken ?? ''] })).toMatchObject({ id: order?.id, actions: ['CANCEL'] });
    expect(await world.read(order?.id ?? '', {})).toBeNull();
  });

  test('and its events name the request that they came of', async () => {
    const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const query = `mutation ($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id history { causationId traceId } } } }`;
    const input = { cartId: world.carts.cart(), idempotencyKey: 'traced', paymentMethod: { token: 'tok_visa' } };
    const { data } = await world.ask(query, { input }, { userId: 'usr_ada', email: 'ada@example.test', roles: ['admin'] }, trace);
    const { order } = (data ?? {})['orderPlace'] as { order: { id: string; history: unknown } };
    expect(order.history).toEqual([{ causationId: '4bf92f3577b34da6a3ce929d0e0e4736', traceId: '4bf92f3577b34da6a3ce929d0e0e4736' }]);
    const [placed] = await eventually(
      () => world.said(order.id),
      said => said.length > 0,
    );
    expect(placed).toMatchObject({ traceparent: trace, causationid: '4bf92f3577b34da6a3ce929d0e0e4736', correlationid: order.id });
  });
});

describe('one cart makes one order', () => {
  test('when one key is sent twenty times at once', async () => {
    const cartId = world.carts.cart();
    const before = await countOrders();
    const results = await Promise.all(Array.from({ length: 20 }, () => world.place({ cartId, idempotencyKey: 'at once' }, alice)));
    const ids = new Set(results.map(({ order }) => order?.id));
    expect(results.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(ids.size).toBe(1);
    expect(new Set(results.map(({ accessToken }) => accessToken)).size).toBe(1);
    expect(await countOrders()).toBe(before + 1);
  });

  test('when it is sent with two keys: the second one hears that it was ordered', async () => {
    const cartId = world.carts.cart();
    const results = await Promise.all([world.place({ cartId }, alice), world.place({ cartId }, alice)]);
    expect(results.filter(({ order }) => order !== null)).toHaveLength(1);
    expect(results.flatMap(({ userErrors }) => userErrors)).toEqual([{ code: 'CART_ALREADY_ORDERED', field: ['input', 'cartId'] }]);
    world.carts.forget(cartId);
    expect((await world.place({ cartId }, alice)).userErrors).toMatchObject([{ code: 'CART_ALREADY_ORDERED' }]);
  });

  test('though carts answers with the one that what was put in meanwhile goes on in: that is ordered under its own id alone', async () => {
    const [cartId, rest] = [world.carts.cart(), world.carts.cart({ shippingRate: null })];
    const first = await world.place({ cartId, idempotencyKey: 'first' }, bob);
    world.carts.goesOn(cartId, rest);
    expect((await world.place({ cartId }, bob)).userErrors).toEqual([{ code: 'CART_ALREADY_ORDERED', field: ['input', 'cartId'] }]);
    const before = await countOrders();
    const withRate = world.carts.cart();
    world.carts.goesOn(cartId, withRate);
    expect(await world.place({ cartId }, bob)).toMatchObject({ order: null, userErrors: [{ code: 'CART_ALREADY_ORDERED' }] });
    expect((await world.place({ cartId, idempotencyKey: 'first' }, bob)).order?.id).toBe(first.order?.id);
    expect(await countOrders()).toBe(before);
    expect((await world.place({ cartId: withRate }, bob)).order).not.toBeNull();
  });

  test('when the answer was lost and the cart is gone: the key gives the order again, as it stands now', async () => {
    const cartId = world.carts.cart();
    const first = await world.place({ cartId, idempotencyKey: 'lost', expectedTotal: total('123.90') }, alice);
    world.carts.forget(cartId);
    await world.cancel(first.order?.id ?? '', alice);
    const again = await world.place({ cartId, idempotencyKey: 'lost', expectedTotal: total('1.00') }, alice);
    expect(again).toMatchObject({ order: { id: first.order?.id, status: 'CANCELED' }, accessToken: first.accessToken, userErrors: [] });
  });

  test('and a key that comes back with another order is refused, but only to the same person', async () => {
    await world.place({ cartId: world.carts.cart(), idempotencyKey: 'mine' }, alice);
    const other = { cartId: world.carts.cart(), idempotencyKey: 'mine' };
    expect((await world.place(other, alice)).userErrors).toEqual([{ code: 'IDEMPOTENCY_KEY_REUSED', field: ['input', 'idempotencyKey'] }]);
    expect((await world.place(other, bob)).order).not.toBeNull();
  });

  test('a refusal binds no key', async () => {
    const cartId = world.carts.cart();
    const asked = { cartId, idempotencyKey: 'second try' };
    expect((await world.place({ ...asked, expectedTotal: total('1.00') }, alice)).userErrors).toMatchObject([{ code: 'PRICE_CHANGED' }]);
    expect((await world.place({ ...asked, expectedTotal: total('123.90') }, alice)).order).not.toBeNull();
  });
});

describe('an order is refused, naming what is at fault,', () => {
  test.each([
    ['when the cart is empty', { lines: [] }, {}, 'CART_EMPTY', 'cartId'],
    ['when it does not say where to', { shippingAddress: null }, {}, 'ADDRESS_MISSING', 'cartId'],
    ['when the chosen rate is not to be had any more', { shippingRate: null }, {}, 'SHIPPING_RATE_MISSING', 'cartId'],
    ['when the price is another one', {}, { expectedTotal: total('119.00') }, 'PRICE_CHANGED', 'expectedTotal'],
    ['when the price is in another currency', {}, { expectedTotal: total('123.90', 'USD') }, 'PRICE_CHANGED', 'expectedTotal'],
    ['when the expected price has too many places', {}, { expectedTotal: total('123.901') }, 'INVALID', 'expectedTotal.amount'],
    ['when the e-mail address is none', {}, { email: 'alice at home' }, 'INVALID', 'email'],
    [
      'when the billing address is incomplete',
      {},
      { billingAddress: { name: ' ', line1: 'a', city: 'b', postalCode: '10115', countryCode: 'DE' } },
      'INVALID',
      'billingAddress.name',
    ],
    [
      'when customers would be sent back to a stranger',
      {},
      { paymentMethod: { token: 'tok_3ds', returnUrl: 'https://evil.test/' } },
      'INVALID',
      'paymentMethod.returnUrl',
    ],
  ])('%s', async (_, difference, input, code, field) => {
    const before = await countOrders();
    const { order, userErrors } = await world.place({ cartId: world.carts.cart(difference), ...input }, alice);
    expect({ order, userErrors }).toEqual({ order: null, userErrors: [{ code, field: ['input', ...field.split('.')] }] });
    expect(await countOrders()).toBe(before);
  });

  test('when a guest leaves no e-mail address', async () => {
    expect((await world.place({ cartId: world.carts.cart() })).userErrors).toEqual([{ code: 'EMAIL_MISSING', field: ['input', 'email'] }]);
  });
  test('when there is no such cart', async () => {
    expect((await world.place({ cartId: 'crt_nobody' }, alice)).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['input', 'cartId'] }]);
  });
  test('when a line is not sold any more, or has no price', async () => {
    const { lines, totals } = world.carts.wellPriced;
    const gone = world.carts.cart({ lines: [{ ...lines[0], variant: null }, lines[1]] });
    const unpriced = world.carts.cart({ totals: { ...totals, lines: totals.lines.slice(1) } });
    for (const cartId of [gone, unpriced]) {
      expect((await world.place({ cartId }, alice)).userErrors).toEqual([{ code: 'NOT_SOLD', field: ['input', 'cartId'] }]);
    }
  });
});

test('while the shop does not answer, nothing is written and the client is told to wait', async () => {
  const input = { cartId: world.carts.cart(), idempotencyKey: 'away', paymentMethod: { token: 'tok_visa', returnUrl: 'https://shop.test/back' } };
  const before = await countOrders();
  const mutation = 'mutation ($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id } } }';
  world.carts.state.away = true;
  const refused = await world.ask(mutation, { input }, alice).finally(() => (world.carts.state.away = false));
  expect(codesOf(refused)).toEqual(['SUBGRAPH_UNAVAILABLE']);
  expect(refused.data).toEqual({ orderPlace: null });
  expect(await countOrders()).toBe(before);
  expect(codesOf(await world.ask(mutation, { input }, alice))).toEqual([]);
  expect(await countOrders()).toBe(before + 1);
});
