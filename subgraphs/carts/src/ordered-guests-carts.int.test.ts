import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { alice, bob, eventually } from '@micromart/service/testing';
import { type CartsWorld, type CartView, openCartsWorld } from './testing/carts-world.ts';
import { endOrderedCart } from './use-cases/end-ordered-cart.ts';

let world: CartsWorld;
beforeAll(async () => {
  world = await openCartsWorld();
  await world.sell('jacket', { EUR: 9_900 });
  await world.sell('socks', { EUR: 1_000 });
});
afterAll(() => world.close());

let customers = 0;
const customer = () => ({ ...alice, userId: `usr_customer_${(customers += 1)}` });
const units = (quantities: Readonly<Record<string, number>>) => Object.entries(quantities).map(([variantId, quantity]) => ({ variantId, quantity }));
const quantities = (cart: CartView | null) => Object.fromEntries((cart?.lines ?? []).map(({ variant, quantity }) => [variant.id, quantity]));
const heldBy = async (viewer: ReturnType<typeof customer>) => quantities(await world.mine(viewer));
const merge = (guests: CartView, viewer: ReturnType<typeof customer>) => world.change('cartMerge', { guestCartId: guests.id }, viewer);
/** Carts hears that a cart was ordered with these units. */
const hear = (cart: CartView, ordered: Readonly<Record<string, number>>) => endOrderedCart(world.app, cart.id, units(ordered));

async function cartWith(held: Readonly<Record<string, number>>, viewer?: ReturnType<typeof customer>): Promise<CartView> {
  const cart = await world.create([], viewer);
  const { cart: filled } = await world.change('cartLinesAdd', { cartId: cart.id, lines: units(held) }, viewer);
  if (filled === null) throw new Error('nothing could be put in');
  return filled;
}
const add = (cart: CartView, more: Readonly<Record<string, number>>, viewer: ReturnType<typeof customer>) =>
  world.change('cartLinesAdd', { cartId: cart.id, lines: units(more) }, viewer);

describe('a guest’s cart that was ordered before its owner signed in and had no cart', () => {
  test('becomes theirs under its own id, which makes one order at most, and ends when orders is heard', async () => {
    const owner = customer();
    const guests = await cartWith({ jacket: 2 });
    const { cart } = await merge(guests, owner);
    expect(cart).toMatchObject({ id: guests.id, version: guests.version + 1 });
    expect((await world.mine(owner))?.id).toBe(guests.id);
    for (const stranger of [undefined, bob]) expect(await world.read(guests.id, stranger)).toBeNull();
    await hear(guests, { jacket: 2 });
    expect(await world.mine(owner)).toBeNull();
  });
});

describe('a guest’s cart that was ordered, and merged before carts heard so,', () => {
  test('leaves nothing of what was ordered in the customer’s cart; their own units stay, and whoever follows the cart sees it', async () => {
    const owner = customer();
    const own = await cartWith({ jacket: 1 }, owner);
    const guests = await cartWith({ jacket: 2, socks: 3 });
    const { cart: merged } = await merge(guests, owner);
    const feed = world.follow('subscription ($id: ID!) { cartUpdated(id: $id) { version totalQuantity } }', { id: own.id }, owner);
    expect((await feed.next()).value.data).toEqual({ cartUpdated: { version: merged?.version, totalQuantity: 6 } });
    await world.order(guests.id, units({ jacket: 2, socks: 3 }));
    expect((await feed.next()).value.data).toEqual({ cartUpdated: { version: (merged?.version ?? 0) + 1, totalQuantity: 1 } });
    expect(await world.mine(owner)).toMatchObject({ id: own.id, lines: [{ id: own.lines[0]?.id, quantity: 1 }] });
    await feed.return?.();
  });

  test('takes nothing away when orders is heard once more, were it what was put in on purpose since', async () => {
    const owner = customer();
    const own = await cartWith({}, owner);
    const guests = await cartWith({ jacket: 2 });
    await merge(guests, owner);
    await hear(guests, { jacket: 2 });
    await add(own, { jacket: 5 }, owner);
    await hear(guests, { jacket: 2 });
    expect(await heldBy(owner)).toEqual({ jacket: 5 });
  });

  test('takes nothing away later either when the customer had taken its units out themselves', async () => {
    const owner = customer();
    const own = await cartWith({ socks: 1 }, owner);
    const guests = await cartWith({ jacket: 2 });
    const { cart } = await merge(guests, owner);
    const line = cart?.lines.find(({ variant }) => variant.id === 'jacket');
    const { cart: without } = await world.change('cartLinesUpdate', { cartId: own.id, lines: [{ lineId: line?.id, quantity: 0 }] }, owner);
    await hear(guests, { jacket: 2 });
    expect((await world.mine(owner))?.version).toBe(without?.version);
    await add(own, { jacket: 1 }, owner);
    await hear(guests, { jacket: 2 });
    expect(await heldBy(owner)).toEqual({ jacket: 1, socks: 1 });
  });

  test('leaves what was put into it after the ordering, and takes no more than was merged', async () => {
    const owner = customer();
    await cartWith({ socks: 2 }, owner);
    const guests = await cartWith({ jacket: 3, socks: 1 });
    await merge(guests, owner);
    await hear(guests, { jacket: 1, socks: 4 });
    expect(await heldBy(owner)).toEqual({ jacket: 2, socks: 2 });
  });

  test('has its units taken out of what goes on after the customer’s own order, priced before the merging', async () => {
    const owner = customer();
    const own = await cartWith({ jacket: 1, socks: 1 }, owner);
    const guests = await cartWith({ jacket: 2 });
    await merge(guests, owner);
    await add(own, { socks: 4 }, owner);
    await hear(own, { jacket: 1, socks: 1 });
    expect(await heldBy(owner)).toEqual({ jacket: 2, socks: 4 });
    await hear(guests, { jacket: 2 });
    expect(await heldBy(owner)).toEqual({ socks: 4 });
    await hear(own, { jacket: 1, socks: 1 });
    await hear(guests, { jacket: 2 });
    expect(await heldBy(owner)).toEqual({ socks: 4 });
  });

  test('is no matter any more when the cart that it was merged into is gone', async () => {
    const owner = customer();
    const own = await cartWith({ socks: 1 }, owner);
    const guests = await cartWith({ jacket: 2 });
    await merge(guests, owner);
    await hear(own, { socks: 1, jacket: 2 });
    await hear(guests, { jacket: 2 });
    expect(await world.mine(owner)).toBeNull();
    expect(await world.redis.keys(`*${guests.id}*`)).toEqual([]);
  });

  test('loses nothing of what is put in at the moment at which orders is heard', async () => {
    const owner = customer();
    const own = await cartWith({ jacket: 1 }, owner);
    const guests = await cartWith({ jacket: 2 });
    await merge(guests, owner);
    const adding = Array.from({ length: 5 }, () => add(own, { jacket: 1, socks: 1 }, owner));
    const hearing = [hear(guests, { jacket: 2 }), hear(guests, { jacket: 2 })];
    expect((await Promise.all(adding)).flatMap(({ userErrors }) => userErrors)).toEqual([]);
    await Promise.all(hearing);
    expect(await heldBy(owner)).toEqual({ jacket: 6, socks: 5 });
  });

  test('is ordered once as well when it is merged at the moment at which orders is heard', async () => {
    const owner = customer();
    await cartWith({ socks: 1 }, owner);
    const guests = await cartWith({ jacket: 2 });
    await Promise.all([merge(guests, owner), hear(guests, { jacket: 2 })]);
    await eventually(async () => (await world.read(guests.id)) === null);
    expect(await heldBy(owner)).toEqual({ socks: 1 });
  });
});
