import { randomUUID } from 'node:crypto';
import {
  AddToCartDocument,
  CartCreateDocument,
  CheckoutDocument,
  type Client,
  OrderLiveDocument,
  OrderPageDocument,
  PlaceOrderDocument,
  SetAddressDocument,
  SetRateDocument,
} from '@micromart/sdk';
import { granted, there } from './answers.ts';
import { BenchError } from './bench-error.ts';
import { type Catalog, inTurn } from './browsing.ts';

const HOME = { name: 'Bea Bench', line1: 'Lindenweg 7', city: 'Berlin', postalCode: '10117', countryCode: 'DE' };

/** What the open subscription showed. */
export interface Followed {
  /** Milliseconds from the answer of `orderPlace` until CONFIRMED, or a later state, was seen. */
  readonly confirmedAfter: number;
}

/**
 * A guest buys two things: cart created, line added, address, rate, the checkout page, the order, and, once it is CONFIRMED on the open
 * subscription, its page: seven requests, each with the selection of the storefront's own screen.
 * @param onConfirmed is called when it is.
 */
export async function checkOut(shop: Client, { articles }: Catalog, time: number, onConfirmed: () => void = () => undefined): Promise<Followed> {
  const currency = 'EUR';
  const created = await shop.request(CartCreateDocument, {
    input: { currency, lines: [{ variantId: inTurn(articles, 2 * time).variantId }] },
    currency,
  });
  const { id } = there(granted(created.cartCreate).cart, 'cart');
  const added = await shop.request(AddToCartDocument, { cartId: id, lines: [{ variantId: inTurn(articles, 2 * time + 1).variantId }], currency });
  granted(added.cartLinesAdd);
  const addressed = there(granted((await shop.request(SetAddressDocument, { cartId: id, address: HOME })).cartDeliverySet).cart, 'cart');
  const rate = there(addressed.shippingRates?.[0], 'rate');
  granted((await shop.request(SetRateDocument, { cartId: id, shippingRateId: rate.id })).cartDeliverySet);
  const { cart } = await shop.request(CheckoutDocument, { id });
  const { order, accessToken } = granted(
    (
      await shop.request(PlaceOrderDocument, {
        input: {
          cartId: id,
          idempotencyKey: randomUUID(),
          email: 'bea@example.test',
          paymentMethod: { token: 'tok_visa' },
          expectedTotal: there(cart?.totals?.total, 'total'),
        },
      })
    ).orderPlace,
  );
  const answered = performance.now();
  const placed = { id: there(order?.id, 'order'), accessToken };
  await confirmed(shop, placed);
  const confirmedAfter = performance.now() - answered;
  onConfirmed();
  there((await shop.request(OrderPageDocument, placed)).order, 'order');
  return { confirmedAfter };
}

const PASSING = new Set(['PLACED']);
const GOOD = new Set(['CONFIRMED', 'PROCESSING']);

async function confirmed(shop: Client, placed: { readonly id: string; readonly accessToken: string | null }): Promise<void> {
  for await (const { orderUpdated } of shop.subscribe(OrderLiveDocument, placed)) {
    if (GOOD.has(orderUpdated.status)) return;
    if (!PASSING.has(orderUpdated.status))
      throw new BenchError(`An order became ${orderUpdated.status} (${orderUpdated.cancelReason ?? 'no reason'}).`);
  }
  throw new BenchError('The subscription of an order ended before it was confirmed.');
}
