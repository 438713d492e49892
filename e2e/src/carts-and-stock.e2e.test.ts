import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@micromart/local/testing/eventually';
import {
  AddToCartDocument,
  CartCreateDocument,
  CartDrawerDocument,
  CartLiveDocument,
  ChangeQuantityDocument,
  type CheckoutCartFragment,
  CheckoutDocument,
  type DrawerCartFragment,
  MergeCartDocument,
  MyCartDocument,
  ProductPageDocument,
} from '@micromart/sdk';
import { buy, fillCart, place, variantId } from './testing/buying.ts';
import { allStates } from './testing/following.ts';
import { OPENING, openShop, type TestShop } from './testing/open-shop.ts';
import type { Visitor } from './testing/visitors.ts';

let shop: TestShop;
let phone: Visitor;
let laptop: Visitor;
beforeAll(async () => {
  shop = await openShop();
  phone = shop.as('alice');
  laptop = shop.again('alice');
}, OPENING);
afterAll(() => shop.close());

const mug = (color: string): Promise<string> => variantId(phone, 'enamel-mug', `EM-${color}`);

async function newCart(visitor: Visitor, ...lines: { variantId: string; quantity: number }[]): Promise<DrawerCartFragment> {
  const { cartCreate } = await visitor.request(CartCreateDocument, { input: { currency: 'EUR', lines } });
  if (cartCreate?.cart == null) throw new Error(`no cart: ${JSON.stringify(cartCreate)}`);
  return cartCreate.cart;
}

const inCart = (cart: DrawerCartFragment | null | undefined): Record<string, number> =>
  Object.fromEntries(cart?.lines.map(({ variant, quantity }) => [variant?.sku, quantity]) ?? []);

describe('a cart on two devices', () => {
  test('shows on one what the other does, and ends on both when it is ordered', async () => {
    const { id } = await fillCart(phone);
    const live = laptop.subscribe(CartLiveDocument, { id });
    expect(inCart((await live.next()).value?.cartUpdated)).toEqual({ 'EM-WHITE': 1 });
    await phone.request(AddToCartDocument, { cartId: id, lines: [{ variantId: await mug('RED'), quantity: 2 }] });
    const { value } = await live.next();
    expect(inCart(value?.cartUpdated)).toEqual({ 'EM-WHITE': 1, 'EM-RED': 2 });
    const red = value?.cartUpdated.lines.find(({ variant }: { variant: { sku: string } | null }) => variant?.sku === 'EM-RED');
    await laptop.request(ChangeQuantityDocument, { cartId: id, lines: [{ lineId: red?.id ?? '', quantity: 0 }] });
    expect(inCart((await phone.request(CartDrawerDocument, { id })).cart)).toEqual({ 'EM-WHITE': 1 });
    await place(phone, (await phone.request(CheckoutDocument, { id })).cart as CheckoutCartFragment);
    for await (const { cartUpdated } of live) expect(cartUpdated.id).toBe(id);
    expect((await laptop.request(CartDrawerDocument, { id })).cart).toBeNull();
  });

  test('loses nothing that is put in at the same moment', async () => {
    const { id } = await newCart(phone);
    const colors = ['WHITE', 'FOREST', 'SKY', 'RED'];
    const ids = await Promise.all(colors.map(mug));
    const adds = [phone, laptop].flatMap(device =>
      ids.flatMap(one => [1, 2, 3].map(quantity => device.request(AddToCartDocument, { cartId: id, lines: [{ variantId: one, quantity }] }))),
    );
    for (const { cartLinesAdd } of await Promise.all(adds)) expect(cartLinesAdd?.userErrors).toEqual([]);
    const { cart } = await laptop.request(CartDrawerDocument, { id });
    expect(inCart(cart)).toEqual({ 'EM-WHITE': 12, 'EM-FOREST': 12, 'EM-SKY': 12, 'EM-RED': 12 });
    expect(cart?.version).toBe(1 + adds.length);
  });

  test('takes one of two changes that were both made upon the same version', async () => {
    const { id, version } = await newCart(phone);
    const add = { cartId: id, lines: [{ variantId: await mug('SKY'), quantity: 1 }], expectedVersion: version };
    const answers = await Promise.all([phone, laptop].map(device => device.request(AddToCartDocument, add)));
    const codes = answers.flatMap(({ cartLinesAdd }) => cartLinesAdd?.userErrors.map(({ code }) => code) ?? []);
    expect(codes).toEqual(['CONFLICT']);
    expect(inCart((await phone.request(CartDrawerDocument, { id })).cart)).toEqual({ 'EM-SKY': 1 });
  });
});

test('a guest’s cart goes into the customer’s after the login, and quantities add up', async () => {
  const bob = shop.as('bob');
  const guest = shop.guest();
  const mine = await newCart(bob, { variantId: await mug('RED'), quantity: 1 });
  const guests = await newCart(guest, { variantId: await mug('RED'), quantity: 2 }, { variantId: await mug('SKY'), quantity: 1 });
  const { cartMerge } = await bob.request(MergeCartDocument, { guestCartId: guests.id });
  expect(cartMerge).toMatchObject({ userErrors: [], cart: { id: mine.id } });
  expect(inCart((await bob.request(MyCartDocument)).myCart)).toEqual({ 'EM-RED': 3, 'EM-SKY': 1 });
  expect((await guest.request(CartDrawerDocument, { id: guests.id })).cart).toBeNull();
});

describe('what is not in stock', () => {
  const stock = async (slug: string, sku: string) => {
    const { product } = await phone.request(ProductPageDocument, { slug, countryCode: 'DE' });
    return product?.variants.find(variant => variant.sku === sku)?.availability;
  };

  test('is said in the cart, and an order of it is canceled without a charge', async () => {
    const wish = { goods: [['jam', 'JAM-SEABUC']] } as const;
    expect(await stock('jam', 'JAM-SEABUC')).toMatchObject({ available: 1 });
    await allStates(phone, await buy(phone, wish));
    const { id } = await fillCart(phone, wish);
    const cart = await eventually(async () => {
      const found = (await phone.request(CheckoutDocument, { id })).cart;
      return found?.warnings.length === 1 ? found : undefined;
    });
    expect(cart.warnings).toMatchObject([{ code: 'OUT_OF_STOCK', lineId: cart.lines[0]?.id }]);
    const last = (await allStates(phone, await place(phone, cart))).at(-1);
    expect(last).toMatchObject({ status: 'CANCELED', cancelReason: 'OUT_OF_STOCK', fulfillmentStatus: 'UNALLOCATED' });
    expect(last?.payments).toMatchObject([{ captured: { amount: '0.00' } }]);
  });

  test('because it never was cannot be bought either', async () => {
    expect(await stock('rain-jacket', 'RJ-YELLOW-XL')).toMatchObject({ available: 0, inStock: false });
    const last = (await allStates(phone, await buy(phone, { goods: [['rain-jacket', 'RJ-YELLOW-XL']] }))).at(-1);
    expect(last).toMatchObject({ status: 'CANCELED', cancelReason: 'OUT_OF_STOCK' });
  });

  test('is not sold, however many want the last ones at once', async () => {
    expect(await stock('ridge-tent-for-two', 'TT-SAND')).toMatchObject({ available: 3 });
    const guests = Array.from({ length: 8 }, () => shop.guest());
    const carts = await Promise.all(guests.map(guest => fillCart(guest, { goods: [['ridge-tent-for-two', 'TT-SAND']] })));
    const orders = await Promise.all(guests.map((guest, index) => place(guest, carts[index] as (typeof carts)[number])));
    const ends = await Promise.all(guests.map(async (guest, index) => (await allStates(guest, orders[index] as (typeof orders)[number])).at(-1)));
    expect(ends.map(end => end?.status).toSorted()).toEqual([...Array(5).fill('CANCELED'), ...Array(3).fill('DELIVERED')]);
    expect(new Set(ends.map(end => end?.cancelReason))).toEqual(new Set(['OUT_OF_STOCK', null]));
    expect(await stock('ridge-tent-for-two', 'TT-SAND')).toMatchObject({ available: 0, inStock: false });
  });

  test('in full leaves what is there to others', async () => {
    const last = (await allStates(phone, await buy(phone, { goods: [['rain-jacket', 'RJ-OLIVE-S', 3]] }))).at(-1);
    expect(last).toMatchObject({ status: 'CANCELED', cancelReason: 'OUT_OF_STOCK' });
    expect(await stock('rain-jacket', 'RJ-OLIVE-S')).toMatchObject({ available: 2 });
  });
});

test('what always holds, holds', async () => {
  expect(await shop.breaches()).toEqual([]);
});
