import type { Viewer } from '@micromart/auth';
import { currentCause } from '@micromart/messaging';
import { traceIdOf } from '@micromart/service';
import type { App, OrderLineRow, OrderRow } from '../app.ts';
import type { Sale } from '../domain/checkout.ts';
import { fulfillmentStatus, paymentStatus, placeOrder as placedState } from '../domain/index.ts';
import { publishAnnouncements, setDeadlines } from './announce.ts';
import type { OrderDetails } from './place-order.ts';

export interface OrderToWrite {
  readonly viewer: Viewer;
  readonly sale: Sale;
  readonly details: OrderDetails;
  readonly email: string;
  readonly key: { readonly operation: string; readonly scope: string; readonly key: string; readonly hash: string };
}

/**
 * Writes the order, its key, its first announcement and its deadlines in one transaction.
 * @throws SQLSTATE 23505 when the key or the cart has an order already.
 */
export function writeOrder(app: App, { viewer, sale, details, email, key }: OrderToWrite): Promise<OrderRow> {
  const { totals, rate } = sale;
  const now = app.clock();
  const step = placedState({ guest: viewer.userId === null, promisedDelivery: rate.promisedDelivery }, { now, timing: app.timing });
  return app.messaging.transaction(async tx => {
    const order: OrderRow = {
      id: app.newId('ord'),
      number: await app.store.nextNumber(tx),
      cartId: sale.cartId,
      customerId: viewer.userId,
      email,
      currency: sale.currency,
      lifecycle: step.state,
      subtotal: totals.subtotal,
      discount: totals.discount,
      shipping: totals.shipping,
      tax: totals.tax,
      total: totals.total,
      taxIncluded: totals.taxIncluded,
      taxLines: totals.taxLines,
      discounts: totals.discounts,
      shippingAddress: sale.shippingAddress,
      billingAddress: details.billingAddress ?? sale.shippingAddress,
      shippingRate: rate,
      paymentMethod: details.paymentMethod,
      placedAt: now,
      updatedAt: now,
    };
    const lines: OrderLineRow[] = sale.lines.map(line => ({ id: app.newId('oln'), orderId: order.id, currency: sale.currency, ...line }));
    const [first] = step.history;
    await app.store.insertOrder(tx, {
      order,
      paymentStatus: paymentStatus(step.state),
      fulfillmentStatus: fulfillmentStatus(step.state),
      lines,
      history: {
        id: app.newId('evt'),
        orderId: order.id,
        type: first?.type ?? 'order.placed',
        message: first?.message ?? '',
        actorId: viewer.userId,
        causationId: currentCause()?.causationId ?? null,
        traceId: traceIdOf(currentCause()?.traceparent),
        occurredAt: now,
      },
      key,
    });
    publishAnnouncements(tx, order, lines, step.announcements);
    setDeadlines(tx, order.id, step.deadlines);
    return order;
  });
}
