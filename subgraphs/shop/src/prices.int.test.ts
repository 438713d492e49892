import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@micromart/service/testing';
import { fillShop } from './testing/fill-shop.ts';
import { openShopWorld, type ShopWorld } from './testing/shop-world.ts';

let world: ShopWorld;
beforeAll(async () => {
  world = await openShopWorld();
  await fillShop(world);
});
afterAll(() => world.close());

const variantOf = async (sku: string) =>
  (await world.ask<{ variant: { id: string } }>(`query ($sku: String!) { variant(sku: $sku) { id } }`, { sku })).variant.id;
const now = async (id: string, currency = 'EUR') =>
  (
    await world.ask<{ variant: { price: { amount: { amount: string }; compareAt: { amount: string } | null } | null } }>(
      `query ($id: ID!, $currency: CurrencyCode) { variant(id: $id) { price(currency: $currency) { amount { amount } compareAt { amount } } } }`,
      { id, currency },
    )
  ).variant.price;
const ahead = async (id: string) =>
  (
    await world.ask<{ variant: { prices: { id: string; amount: { amount: string; currencyCode: string } }[] } }>(
      `query ($id: ID!) { variant(id: $id) { prices { id amount { amount currencyCode } } } }`,
      { id },
      'admin',
    )
  ).variant.prices.filter(({ amount }) => amount.currencyCode === 'EUR');
const set = async (...inputs: object[]) =>
  (
    await world.ask<{ priceSet: { variants: { id: string }[]; userErrors: { code: string; field: string[] }[] } }>(
      `mutation ($inputs: [PriceInput!]!) { priceSet(inputs: $inputs) { variants { id } userErrors { code field } } }`,
      { inputs },
      'admin',
    )
  ).priceSet;
const euros = (amount: string) => ({ amount, currencyCode: 'EUR' });
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

test('a new price holds at once, in its currency, and is told to others', async () => {
  const variantId = await variantOf('TEAPOT-WHITE');
  expect(await set({ variantId, amount: euros('39.00'), compareAt: euros('45.00') })).toEqual({ variants: [{ id: variantId }], userErrors: [] });
  expect(await now(variantId)).toEqual({ amount: { amount: '39.00' }, compareAt: { amount: '45.00' } });
  expect(await now(variantId, 'USD')).toMatchObject({ amount: { amount: '45.00' } });
  expect(await now(variantId, 'JPY')).toBeNull();
  await eventually(
    () => world.said(variantId),
    said => said.at(-1)?.data.prices.some(price => price.currency === 'EUR' && price.amount === 3_900) === true,
  );
});

test('a price with an end begins and ends by itself, the one before holds again, and others hear of both', async () => {
  const variantId = await variantOf('UMBRELLA-BLACK');
  const range = async () =>
    (
      await world.ask<{ products: { priceRange: { min: { amount: string } } } }>(
        `{ products(query: "umbrella schirmer") { priceRange { min { amount } } } }`,
      )
    ).products.priceRange.min.amount;
  expect(await set({ variantId, amount: euros('19.00'), validFrom: inSeconds(3), validUntil: inSeconds(8) })).toMatchObject({ userErrors: [] });
  expect(await now(variantId)).toMatchObject({ amount: { amount: '25.00' } });
  expect((await ahead(variantId)).map(({ amount }) => amount.amount)).toEqual(['25.00', '19.00']);
  await eventually(
    () => now(variantId),
    price => price?.amount.amount === '19.00',
  );
  await eventually(range, least => least === '19.00');
  await eventually(
    () => now(variantId),
    price => price?.amount.amount === '25.00',
  );
  await eventually(range, least => least === '25.00');
  const said = await eventually(
    () => world.said(variantId),
    events => events.length === 3,
  );
  expect(said.map(({ data }) => data.prices.find(({ currency }) => currency === 'EUR')?.amount)).toEqual([2_500, 1_900, 2_500]);
});

test('prices are set all or none', async () => {
  const variantId = await variantOf('BREAD-KNIFE-WOOD');
  const good = { variantId, amount: euros('1.00') };
  const refusals: [object, string, string][] = [
    [{ ...good, variantId: 'var_none' }, 'NOT_FOUND', 'inputs.1.variantId'],
    [{ ...good, amount: { amount: '1', currencyCode: 'CHF' } }, 'INVALID', 'inputs.1.amount.currencyCode'],
    [{ ...good, amount: euros('-1') }, 'INVALID', 'inputs.1.amount.amount'],
    [{ ...good, compareAt: euros('0.50') }, 'INVALID', 'inputs.1.compareAt'],
    [{ ...good, validFrom: inSeconds(60), validUntil: inSeconds(30) }, 'INVALID', 'inputs.1.validUntil'],
    [good, 'INVALID', 'inputs.1.validFrom'],
  ];
  for (const [bad, code, field] of refusals) {
    const { variants, userErrors } = await set(good, bad);
    expect([variants, userErrors.map(error => [error.code, error.field.join('.')])]).toEqual([[], [[code, field]]]);
  }
  expect(await now(variantId)).toMatchObject({ amount: { amount: '29.90' } });
});

test('a price is taken back before it begins, and not after', async () => {
  const variantId = await variantOf('PIZZA-STONE-GREY');
  const cancel = async (id: string | undefined) =>
    (
      await world.ask<{ priceCancel: { userErrors: { code: string }[] } }>(
        `mutation ($id: ID!) { priceCancel(id: $id) { userErrors { code } } }`,
        { id },
        'admin',
      )
    ).priceCancel.userErrors;
  await set({ variantId, amount: euros('30.00'), validFrom: inSeconds(3_600) });
  const [current, scheduled] = await ahead(variantId);
  expect(await cancel(scheduled?.id)).toEqual([]);
  expect(await ahead(variantId)).toEqual([current]);
  expect(await cancel(current?.id)).toEqual([{ code: 'CONFLICT' }]);
  expect(await cancel(scheduled?.id)).toEqual([{ code: 'NOT_FOUND' }]);
});

test('a price is no new version of the product', async () => {
  const variantId = await variantOf('GARLIC-PRESS-STEEL');
  await set({ variantId, amount: euros('11.00') });
  expect(await world.ask(`{ product(slug: "garlic-press") { version } }`)).toEqual({ product: { version: 1 } });
});
