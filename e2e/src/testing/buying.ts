import { randomUUID } from 'node:crypto';
import {
  type AddressInput,
  CartCreateDocument,
  type CheckoutCartFragment,
  type OrderPlaceInput,
  PlaceOrderDocument,
  ProductPageDocument,
  SetAddressDocument,
  SetRateDocument,
} from '@micromart/sdk';
import type { Visitor } from './visitors.ts';

/** An order, and what a guest follows it by. */
export interface Bought {
  readonly id: string;
  readonly number: string;
  readonly accessToken?: string;
  /** In major units. */
  readonly total: string;
}

export interface Wish {
  /** Slug of the product, SKU and quantity of its variants: `['enamel-mug', 'EM-RED', 2]`. */
  readonly goods?: readonly (readonly [slug: string, sku: string, quantity?: number])[];
  readonly currency?: 'EUR' | 'USD';
  readonly address?: AddressInput;
  /** The cheapest when left out. */
  readonly rate?: string;
}

export const BERLIN: AddressInput = { name: 'Kim Example', line1: 'Lindenweg 7', city: 'Berlin', postalCode: '10117', countryCode: 'DE' };
export const PORTLAND: AddressInput = {
  ...{ name: 'Kim Example', line1: '7 Alder Street', city: 'Portland', postalCode: '97205' },
  ...{ region: 'OR', countryCode: 'US' },
};

const MUG = [['enamel-mug', 'EM-WHITE', 1]] as const;

/** The id of a variant, found as shoppers do: on its product's page. */
export async function variantId(visitor: Visitor, slug: string, sku: string): Promise<string> {
  const { product } = await visitor.request(ProductPageDocument, { slug, countryCode: 'DE' });
  const variant = product?.variants.find(one => one.sku === sku);
  if (variant === undefined) throw new Error(`there is no ${sku} on the page of ${slug}`);
  return variant.id;
}

/** A cart with address and rate: all but the last click. One enamel mug to Berlin, when nothing else is wished. */
export async function fillCart(
  visitor: Visitor,
  { goods = MUG, currency = 'EUR', address = BERLIN, rate }: Wish = {},
): Promise<CheckoutCartFragment> {
  const lines = await Promise.all(goods.map(async ([slug, sku, quantity = 1]) => ({ variantId: await variantId(visitor, slug, sku), quantity })));
  const { id } = given((await visitor.request(CartCreateDocument, { input: { currency, lines } })).cartCreate).cart;
  const addressed = given((await visitor.request(SetAddressDocument, { cartId: id, address })).cartDeliverySet).cart;
  const chosen = addressed.shippingRates?.find(({ name }) => rate === undefined || name === rate);
  if (chosen === undefined) throw new Error(`there is no rate ${rate ?? ''}`);
  return given((await visitor.request(SetRateDocument, { cartId: id, shippingRateId: chosen.id })).cartDeliverySet).cart;
}

/** What is said at the last click; `more` above what is usual: a Visa card, the total that was shown. */
export const lastClick = (visitor: Visitor, { id, totals }: CheckoutCartFragment, more: Partial<OrderPlaceInput> = {}): OrderPlaceInput => ({
  cartId: id,
  idempotencyKey: randomUUID(),
  paymentMethod: { token: 'tok_visa' },
  ...(visitor.email === undefined ? {} : { email: visitor.email }),
  ...(totals === null ? {} : { expectedTotal: totals.total }),
  ...more,
});

/** The last click. @throws when it is refused. */
export async function place(visitor: Visitor, cart: CheckoutCartFragment, more: Partial<OrderPlaceInput> = {}): Promise<Bought> {
  const { orderPlace } = await visitor.request(PlaceOrderDocument, { input: lastClick(visitor, cart, more) });
  if (orderPlace?.order == null || orderPlace.accessToken === null) throw new Error(`refused: ${JSON.stringify(orderPlace)}`);
  const { id, number, totals } = orderPlace.order;
  return { id, number, total: totals.total.amount, ...(visitor.email === undefined ? {} : { accessToken: orderPlace.accessToken }) };
}

/** From an empty cart to an order. */
export async function buy(visitor: Visitor, wish: Wish = {}, token = 'tok_visa'): Promise<Bought> {
  return place(visitor, await fillCart(visitor, wish), { paymentMethod: { token, returnUrl: 'http://localhost:3000/back' } });
}

/** A payload without refusals. */
function given<Cart>(answer: { readonly cart: Cart | null; readonly userErrors: readonly unknown[] } | null): { readonly cart: Cart } {
  if (answer?.cart == null || answer.userErrors.length > 0) throw new Error(`refused: ${JSON.stringify(answer?.userErrors)}`);
  return { cart: answer.cart };
}
