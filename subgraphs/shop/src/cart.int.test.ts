import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fillShop } from './testing/fill-shop.ts';
import { openShopWorld, type ShopWorld } from './testing/shop-world.ts';

let world: ShopWorld;
let teapot: string;
let socks: string;

const variantOf = async (sku: string) =>
  (await world.ask<{ variant: { id: string } }>(`query ($sku: String!) { variant(sku: $sku) { id } }`, { sku })).variant.id;
const euros = (amount: string) => ({ amount, currencyCode: 'EUR' });
const line = (id: string, variant: string, quantity = 1) => ({ id, quantity, variant: { __typename: 'ProductVariant', id: variant } });

beforeAll(async () => {
  world = await openShopWorld();
  await fillShop(world);
  [teapot, socks] = await Promise.all([variantOf('TEAPOT-WHITE'), variantOf('WOOL-SOCKS-GREY')]);
});
afterAll(() => world.close());

const TOTALS = `totals {
  lines { lineId unitPrice { amount } subtotal { amount } tax { amount } total { amount } }
  subtotal { amount currencyCode } discounts { label } discount { amount } shipping { amount } tax { amount }
  taxLines { name rate amount { amount } } taxIncluded total { amount } rejectedCodes { code reason }
}`;
const cartOf = (fields: object) => ({
  __typename: 'Cart',
  id: 'crt_1',
  currency: 'EUR',
  discountCodes: [],
  shippingAddress: null,
  shippingRate: null,
  lines: [],
  ...fields,
});
const ask = (cart: object, selection = TOTALS) =>
  world.send(`query ($cart: _Any!) { _entities(representations: [$cart]) { ... on Cart { ${selection} } } }`, { cart });

test('a cart costs what its variants cost now, with the tax of its country', async () => {
  const { data } = await ask(
    cartOf({
      lines: [line('crl_1', teapot, 2), line('crl_2', socks)],
      discountCodes: ['SUMMER'],
      shippingAddress: { countryCode: 'FR', region: null },
      shippingRate: { price: euros('4.90') },
    }),
  );
  expect(data?.['_entities']).toEqual([
    {
      totals: {
        lines: [
          { lineId: 'crl_1', unitPrice: { amount: '45.00' }, subtotal: { amount: '90.00' }, tax: { amount: '15.00' }, total: { amount: '90.00' } },
          { lineId: 'crl_2', unitPrice: { amount: '10.00' }, subtotal: { amount: '10.00' }, tax: { amount: '1.67' }, total: { amount: '10.00' } },
        ],
        subtotal: { amount: '100.00', currencyCode: 'EUR' },
        discounts: [],
        discount: { amount: '0.00' },
        shipping: { amount: '4.90' },
        tax: { amount: '17.49' },
        taxLines: [{ name: 'VAT', rate: '20', amount: { amount: '17.49' } }],
        taxIncluded: true,
        total: { amount: '104.90' },
        rejectedCodes: [{ code: 'SUMMER', reason: 'UNKNOWN' }],
      },
    },
  ]);
});

test('a cart in dollars has the tax of its state on top', async () => {
  const { data } = await ask(cartOf({ currency: 'USD', lines: [line('crl_1', teapot)], shippingAddress: { countryCode: 'US', region: 'NY' } }));
  expect(data?.['_entities']).toMatchObject([
    {
      totals: {
        shipping: null,
        tax: { amount: '1.80' },
        taxLines: [{ name: 'Sales tax', rate: '4' }],
        taxIncluded: false,
        total: { amount: '46.80' },
      },
    },
  ]);
});

test('the subtotal needs less of the cart, and leaves out what is not sold', async () => {
  const { data } = await ask(
    { __typename: 'Cart', id: 'crt_1', currency: 'EUR', lines: [line('', teapot, 3), line('', 'var_unknown'), { quantity: 1, variant: null }] },
    'subtotal { amount currencyCode }',
  );
  expect(data?.['_entities']).toEqual([{ subtotal: { amount: '135.00', currencyCode: 'EUR' } }]);
});

test('what is taken out of the shop is left out for everybody, staff too', async () => {
  const { product } = await world.ask<{ product: { id: string } }>(`{ product(slug: "pizza-stone") { id } }`);
  const stone = await variantOf('PIZZA-STONE-GREY');
  await world.ask(`mutation ($id: ID!) { productArchive(id: $id) { product { status } } }`, { id: product.id }, 'admin');
  const cart = cartOf({ lines: [line('crl_1', stone), line('crl_2', teapot)] });
  for (const role of [undefined, 'admin'] as const) {
    const query = `query ($cart: _Any!) { _entities(representations: [$cart]) { ... on Cart { totals { lines { lineId } } } } }`;
    expect(await world.ask(query, { cart }, role)).toEqual({ _entities: [{ totals: { lines: [{ lineId: 'crl_2' }] } }] });
  }
});

test.each([
  ['a currency that the shop does not sell in', { currency: 'JPY' }],
  ['an address outside the market', { shippingAddress: { countryCode: 'US', region: 'NY' } }],
  ['a country that an alias put there', { shippingAddress: { countryCode: { $ne: 1 }, region: null } }],
  ['a negative quantity', { lines: [{ id: 'a', quantity: -5, variant: { id: 'var_1' } }] }],
  ['half a piece', { lines: [{ id: 'a', quantity: 0.5, variant: { id: 'var_1' } }] }],
  ['a delivery paid in another currency', { shippingRate: { price: { amount: '1.00', currencyCode: 'USD' } } }],
  ['a delivery that is paid back', { shippingRate: { price: euros('-100.00') } }],
  ['too many lines', { lines: Array.from({ length: 1_001 }, (_, at) => line(String(at), 'var_1')) }],
])('%s is refused', async (_, fields) => {
  const { data, errors } = await ask(cartOf(fields));
  expect(data?.['_entities']).toEqual([{ totals: null }]);
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('what the cart says of its variants is not believed, and its own fields are not told back', async () => {
  const forged = cartOf({ lines: [{ ...line('crl_1', teapot), variant: { id: teapot, price: euros('0.01'), sku: 'FORGED' } }] });
  const { data } = await ask(forged);
  expect(data?.['_entities']).toMatchObject([{ totals: { total: { amount: '45.00' } } }]);
  expect((await ask(forged, 'lines { id variant { sku } }')).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
});
