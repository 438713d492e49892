import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { guest } from '@micromart/auth';
import { cuttableProxy, type CuttableProxy, testRedis } from '@micromart/local/testing';
import { Redis } from 'ioredis';
import type { App } from './app.ts';
import type { Cart } from './domain/cart.ts';
import { addLines } from './domain/changes.ts';
import { openStore, type Store } from './store.ts';
import { changeCart } from './use-cases/change-cart.ts';
import { endOrderedCart } from './use-cases/end-ordered-cart.ts';
import { mergeCart } from './use-cases/merge-cart.ts';

let server: Awaited<ReturnType<typeof testRedis>>;
let proxy: CuttableProxy;
let redis: Redis;
let store: Store;
let made = 0;

beforeEach(async () => {
  server = await testRedis();
  proxy = await cuttableProxy(server.url);
  // as the host connects: what was under way when a connection broke is sent again
  redis = new Redis(proxy.url, { maxRetriesPerRequest: 2 });
  redis.on('error', () => undefined);
  store = openStore(redis);
});

afterEach(async () => {
  redis.disconnect();
  await proxy.close();
  await server.stop();
});

const empty = (id: string, ownerId: string | null): Cart => ({
  id,
  ownerId,
  version: 0,
  currency: 'EUR',
  lines: [],
  discountCodes: [],
  shippingAddress: null,
  selectedShippingRateId: null,
  expiresAt: new Date(Date.now() + 60_000).toISOString(),
});
const withUnit = (cart: Cart): Cart => {
  const changed = addLines(cart, [{ variantId: 'var_1', quantity: 1, seenPrice: null }], () => `crl_${(made += 1)}`);
  if (changed.cart === undefined) throw new Error(JSON.stringify(changed.refusals));
  return changed.cart;
};

/** A store whose first write, merge or taking out is not answered. */
const losingFirstAnswer = (): Store => {
  let lost = false;
  const lose = (): void => {
    if (!lost) proxy.loseAnswer();
    lost = true;
  };
  return {
    ...store,
    write(cart) {
      lose();
      return store.write(cart);
    },
    merge(from, cart) {
      lose();
      return store.merge(from, cart);
    },
    takeOutMerged(from, cart) {
      lose();
      return store.takeOutMerged(from, cart);
    },
  };
};

const app = (): Pick<App, 'store' | 'clock' | 'keptFor' | 'newCartId' | 'newLineId'> => ({
  store: losingFirstAnswer(),
  clock: () => new Date(),
  keptFor: 60_000,
  newCartId: () => `crt_${(made += 1)}`,
  newLineId: () => `crl_${(made += 1)}`,
});

test('a unit is put in once, though the answer to it was lost and it was sent again', async () => {
  const cart = await store.write(empty('crt_a', null));
  expect(cart?.version).toBe(1);
  const { cart: changed, userErrors } = await changeCart(app() as App, guest, 'crt_a', null, before => ({ cart: withUnit(before) }));
  expect(userErrors).toEqual([]);
  expect(changed?.lines.map(({ quantity }) => quantity)).toEqual([1]);
  expect((await store.cart('crt_a'))?.lines.map(({ quantity }) => quantity)).toEqual([1]);
});

test('with the version that it was seen at, a change whose answer was lost is no conflict', async () => {
  await store.write(empty('crt_a', null));
  const { cart, userErrors } = await changeCart(app() as App, guest, 'crt_a', 1, before => ({ cart: withUnit(before) }));
  expect(userErrors).toEqual([]);
  expect(cart?.version).toBe(2);
});

test('carts are merged once, and said to be, though the answer to it was lost', async () => {
  const alice = { ...guest, userId: 'usr_alice' };
  await store.write(withUnit(empty('crt_guest', null)));
  await store.write(withUnit(empty('crt_alice', 'usr_alice')));
  const { cart, userErrors } = await mergeCart(app() as App, alice, 'crt_guest');
  expect(userErrors).toEqual([]);
  expect(cart?.lines.map(({ quantity }) => quantity)).toEqual([2]);
  expect(await store.cart('crt_guest')).toBeUndefined();
});

test('what a guest ordered is taken out of the cart that theirs was merged into once, though the answer to it was lost', async () => {
  const alice = { ...guest, userId: 'usr_alice' };
  await store.write(withUnit(empty('crt_guest', null)));
  await store.write(withUnit(withUnit(empty('crt_alice', 'usr_alice'))));
  await mergeCart({ ...app(), store } as App, alice, 'crt_guest');
  await endOrderedCart(app() as App, 'crt_guest', [{ variantId: 'var_1', quantity: 1 }]);
  const cart = await store.cart('crt_alice');
  expect(cart?.lines.map(({ quantity }) => quantity)).toEqual([2]);
  expect(cart?.version).toBe(3);
});

test('somebody without a cart takes a guest’s over, and is told so, though the answer to it was lost', async () => {
  const alice = { ...guest, userId: 'usr_alice' };
  await store.write(withUnit(empty('crt_guest', null)));
  const { cart, userErrors } = await mergeCart(app() as App, alice, 'crt_guest');
  expect(userErrors).toEqual([]);
  expect(cart).toMatchObject({ id: 'crt_guest', ownerId: 'usr_alice', version: 2 });
  expect((await store.newestOf('usr_alice'))?.id).toBe('crt_guest');
});
