import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alice, bob, eventually } from '@micromart/service/testing';
import { type CartsWorld, type CartView, openCartsWorld } from './testing/carts-world.ts';

let world: CartsWorld;
beforeAll(async () => {
  world = await openCartsWorld();
  await world.sell('jacket', { EUR: 9_900, USD: 11_000 });
  await world.sell('socks', { EUR: 1_000, USD: 1_100 });
});
afterAll(() => world.close());

const quantities = (cart: CartView | null) => Object.fromEntries((cart?.lines ?? []).map(({ variant, quantity }) => [variant.id, quantity]));
const carol = { ...alice, userId: 'usr_carol' };
const erin = { ...alice, userId: 'usr_erin' };
const jacket = [{ variantId: 'jacket', quantity: 1 }];

function follow(cart: { id: string }) {
  const seen: { version: number; totalQuantity: number }[] = [];
  const feed = world.follow('subscription ($id: ID!) { cartUpdated(id: $id) { version totalQuantity } }', { id: cart.id });
  const ended = (async () => {
    for await (const { data } of feed) seen.push(data?.['cartUpdated'] as (typeof seen)[number]);
  })();
  return { seen, ended };
}

describe('an order', () => {
  test('ends its cart, whoever follows it, and its part in myCart; hearing of it again changes nothing', async () => {
    const older = await world.create(['socks'], bob);
    const cart = await world.create(['jacket'], bob);
    expect((await world.mine(bob))?.id).toBe(cart.id);
    await world.order(cart.id, jacket);
    await eventually(async () => (await world.read(cart.id, bob)) === null);
    await world.order(cart.id, jacket);
    expect((await world.mine(bob))?.id).toBe(older.id);
    await world.order(older.id, [{ variantId: 'socks', quantity: 1 }]);
    await eventually(async () => (await world.mine(bob)) === null);
  });
});

describe('what is put into a cart while it is being ordered', () => {
  test('goes on in a new cart, which is myCart; what was ordered is in it no more', async () => {
    const cart = await world.create(['jacket'], erin);
    await world.change('cartLinesAdd', { cartId: cart.id, lines: [{ variantId: 'socks', quantity: 2 }, { variantId: 'jacket' }] }, erin);
    await world.order(cart.id, jacket);
    const rest = await eventually(async () => {
      const mine = await world.mine(erin);
      return mine !== null && mine.id !== cart.id && mine;
    });
    expect(quantities(rest)).toEqual({ jacket: 1, socks: 2 });
    expect(rest).toMatchObject({ version: 1, currency: 'EUR', selectedShippingRateId: null });
    await world.order(cart.id, jacket);
    const { cart: changed } = await world.change('cartLinesAdd', { cartId: rest.id, lines: [{ variantId: 'socks' }] }, erin);
    expect(quantities(changed)).toEqual({ jacket: 1, socks: 3 });
  });

  test('is found by a guest under the id of the ordered cart; nobody else’s cart is', async () => {
    const guests = await world.create(['jacket', 'socks']);
    await world.order(guests.id, jacket);
    const rest = await eventually(async () => {
      const read = await world.read(guests.id);
      return read !== null && read.id !== guests.id && read;
    });
    expect(quantities(rest)).toEqual({ socks: 1 });
    expect(quantities(await world.read(rest.id))).toEqual({ socks: 1 });

    const bobs = await world.create(['jacket', 'socks'], bob);
    await world.order(bobs.id, jacket);
    await eventually(async () => (await world.mine(bob))?.id !== bobs.id);
    expect(await world.read(bobs.id)).toBeNull();
  });

  test('is not lost either when it is put in at the moment at which orders is heard', async () => {
    const frank = { ...alice, userId: 'usr_frank' };
    const cart = await world.create(['jacket'], frank);
    const adding = Array.from({ length: 5 }, () => world.change('cartLinesAdd', { cartId: cart.id, lines: [{ variantId: 'socks' }] }, frank));
    await world.order(cart.id, jacket);
    const added = (await Promise.all(adding)).filter(({ userErrors }) => userErrors.length === 0).length;
    await eventually(async () => (await world.mine(frank))?.id !== cart.id);
    expect(quantities(await world.mine(frank))).toEqual(added === 0 ? {} : { socks: added });
  });
});

describe('cartUpdated', () => {
  test('shows each newest state, whichever device made it, and ends when the cart does', async () => {
    const cart = await world.create(['jacket']);
    const following = follow(cart);
    await eventually(() => following.seen.length === 1);
    await world.change('cartLinesAdd', { cartId: cart.id, lines: [{ variantId: 'socks', quantity: 4 }] });
    await eventually(() => following.seen.at(-1)?.totalQuantity === 5);
    await world.order(cart.id, [...jacket, { variantId: 'socks', quantity: 4 }]);
    await following.ended;
    expect(following.seen.map(({ version }) => version)).toEqual([1, 2]);
  });
});

describe('cartMerge', () => {
  test("moves a guest's lines into the user's cart; the guest's is gone, and its follower hears so", async () => {
    const own = await world.create(['jacket'], alice);
    const guests = await world.create(['jacket', 'socks']);
    const following = follow(guests);
    await eventually(() => following.seen.length === 1);
    const { cart, userErrors } = await world.change('cartMerge', { guestCartId: guests.id }, alice);
    expect(userErrors).toEqual([]);
    expect(cart?.id).toBe(own.id);
    expect(quantities(cart)).toEqual({ jacket: 2, socks: 1 });
    await following.ended;
    const again = await world.change('cartMerge', { guestCartId: guests.id }, alice);
    expect(again).toMatchObject({ cart: { id: own.id, totalQuantity: 3 }, userErrors: [{ code: 'NOT_FOUND', field: ['guestCartId'] }] });
  });

  test('sent twice at once counts once', async () => {
    const guests = await world.create(['socks']);
    const results = await Promise.all([1, 2, 3].map(() => world.change('cartMerge', { guestCartId: guests.id }, carol)));
    expect(results.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(quantities(await world.mine(carol))).toEqual({ socks: 1 });
  });

  test('loses nothing of what a guest still puts in meanwhile', async () => {
    const guests = await world.create(['socks']);
    const dave = { ...alice, userId: 'usr_dave' };
    const [added] = await Promise.all([
      world.change('cartLinesAdd', { cartId: guests.id, lines: [{ variantId: 'jacket', quantity: 3 }] }),
      world.change('cartMerge', { guestCartId: guests.id }, dave),
    ]);
    expect(quantities(await world.mine(dave))).toEqual(added.cart === null ? { socks: 1 } : { socks: 1, jacket: 3 });
  });

  test('leaves both carts as they are where one could not take all, and says so', async () => {
    const grace = { ...alice, userId: 'usr_grace' };
    const own = await world.create([], grace);
    const { cart: filled } = await world.change('cartLinesAdd', { cartId: own.id, lines: [{ variantId: 'jacket', quantity: 990 }] }, grace);
    const guests = await world.create(['socks']);
    await world.change('cartLinesAdd', { cartId: guests.id, lines: [{ variantId: 'jacket', quantity: 20 }] });
    const refused = await world.change('cartMerge', { guestCartId: guests.id }, grace);
    expect(refused).toMatchObject({ cart: filled, userErrors: [{ code: 'QUANTITY_LIMIT', field: ['guestCartId'] }] });
    expect(quantities(await world.read(own.id, grace))).toEqual({ jacket: 990 });
    expect(quantities(await world.read(guests.id))).toEqual({ jacket: 20, socks: 1 });
  });

  test("takes nobody else's cart, and needs somebody signed in", async () => {
    const bobs = await world.create(['socks'], bob);
    expect((await world.change('cartMerge', { guestCartId: bobs.id }, alice)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    await expect(world.change('cartMerge', { guestCartId: bobs.id })).rejects.toThrow(/UNAUTHENTICATED/);
  });
});
