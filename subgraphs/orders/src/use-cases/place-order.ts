import { createHash } from 'node:crypto';
import { type Address, addressInput } from '@micromart/address';
import type { Viewer } from '@micromart/auth';
import { sqlState } from '@micromart/database';
import { type Money, MoneyError, parseMoney } from '@micromart/money';
import { check, optionalText, text, type UserError, userError } from '@micromart/input';
import { z } from 'zod';
import type { App, OrderRow } from '../app.ts';
import { checkOut } from '../domain/checkout.ts';
import type { OrderPlaceInput, UserErrorCode } from '../generated/resolvers.ts';
import { pricedCart } from '../priced-cart.ts';
import { writeOrder } from './write-order.ts';

export interface PlacedOrder {
  readonly order: OrderRow | null;
  /** Lets a guest follow the order; the same call repeated gives it again. */
  readonly accessToken: string | null;
  readonly userErrors: UserError<UserErrorCode>[];
}

interface Caller {
  readonly viewer: Viewer;
  readonly passport: string;
  readonly traceparent: string | undefined;
}

export const OPERATION = 'orderPlace';

const details = z.object({
  idempotencyKey: text(200),
  email: optionalText(254).refine(email => email === null || z.email().safeParse(email).success, { message: 'must be an e-mail address' }),
  billingAddress: addressInput.nullish().transform(address => address ?? null),
  paymentMethod: z.object({
    token: text(200),
    returnUrl: z
      .string()
      .nullish()
      .transform(url => url ?? null),
  }),
});
export type OrderDetails = z.infer<typeof details>;

const refused = (...userErrors: UserError<UserErrorCode>[]): PlacedOrder => ({ order: null, accessToken: null, userErrors });

/**
 * Turns a cart into an order and starts its journey; answers before anybody else has worked on it. The same key gives the same order again,
 * and a cart becomes one order at most. Stock is no reason to refuse: warehouse decides.
 * @throws SubgraphUnavailable when the cart cannot be priced; nothing is written then.
 */
export async function placeOrder(app: App, caller: Caller, input: OrderPlaceInput): Promise<PlacedOrder> {
  const checked = check(details, input, ['input']);
  if (checked.userErrors !== undefined) return refused(...checked.userErrors);
  const { returnUrl } = checked.value.paymentMethod;
  if (returnUrl !== null && !app.returnOrigins.includes(new URL(returnUrl).origin)) {
    return refused(userError('INVALID', 'customers are not sent back to that site', ['input', 'paymentMethod', 'returnUrl']));
  }
  const expected = readExpectedTotal(input);
  if ('code' in expected) return refused(expected);

  const scope = caller.viewer.userId ?? input.cartId;
  const key = { operation: OPERATION, scope, key: checked.value.idempotencyKey, hash: hashOf(input, checked.value) };
  const before = await placedBefore(app, key);
  if (before !== undefined) return before;

  const email = checked.value.email ?? caller.viewer.email;
  if (email === null) return refused(userError('EMAIL_MISSING', 'say where to write to: input.email', ['input', 'email']));
  const cart = await pricedCart(app.ask, caller.passport, input.cartId, caller.traceparent);
  // carts answers for an ordered cart with the one that went on with its rest: nobody asked to order that
  if (cart === null || cart.id !== input.cartId) return (await placedBefore(app, key)) ?? refused(await goneCart(app, input.cartId));
  const checkout = checkOut(cart, expected.total);
  if ('refusals' in checkout) return refused(...checkout.refusals);

  try {
    const order = await writeOrder(app, {
      viewer: caller.viewer,
      sale: checkout.sale,
      details: checked.value,
      email,
      key,
    });
    return { order, accessToken: app.orderTokens.tokenOf(order.id), userErrors: [] };
  } catch (error) {
    // a twin was faster: by the key, or by the cart
    if (sqlState(error) !== '23505') throw error;
    return (await placedBefore(app, key)) ?? refused(await goneCart(app, input.cartId));
  }
}

/** The order that the key gave before; a refusal when it was another request that it came with. */
async function placedBefore(
  app: App,
  { operation, scope, key, hash }: { operation: string; scope: string; key: string; hash: string },
): Promise<PlacedOrder | undefined> {
  const known = await app.store.keyed(operation, scope, key);
  if (known === undefined) return undefined;
  if (known.hash !== hash) {
    return refused(userError('IDEMPOTENCY_KEY_REUSED', 'this key came with another order before; take a new one', ['input', 'idempotencyKey']));
  }
  const [order] = await app.store.ordersById([known.orderId], 'all');
  return { order: order ?? null, accessToken: app.orderTokens.tokenOf(known.orderId), userErrors: [] };
}

const goneCart = async (app: App, cartId: string): Promise<UserError<UserErrorCode>> =>
  (await app.store.isCartOrdered(cartId))
    ? userError('CART_ALREADY_ORDERED', 'this cart was ordered before', ['input', 'cartId'])
    : userError('NOT_FOUND', 'there is no such cart, or it has expired', ['input', 'cartId']);

function readExpectedTotal({ expectedTotal }: OrderPlaceInput): { readonly total: Money | null } | UserError<'INVALID'> {
  try {
    return { total: expectedTotal === undefined || expectedTotal === null ? null : parseMoney(expectedTotal) };
  } catch (error) {
    if (error instanceof MoneyError) return userError('INVALID', error.message, ['input', 'expectedTotal', 'amount']);
    throw error;
  }
}

/** The request without `expectedTotal`: a price shown anew is still the same order. */
const hashOf = (input: OrderPlaceInput, { email, billingAddress, paymentMethod }: OrderDetails): string =>
  createHash('sha256')
    .update(JSON.stringify([input.cartId, email, addressValues(billingAddress), paymentMethod.token, paymentMethod.returnUrl]))
    .digest('hex');

const addressValues = (address: Address | null) =>
  address && [
    address.name,
    address.company,
    address.line1,
    address.line2,
    address.city,
    address.region,
    address.postalCode,
    address.countryCode,
    address.phone,
  ];
