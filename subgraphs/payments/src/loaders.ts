import { isOrderDesk, type Viewer } from '@micromart/auth';
import { batchByKey, batchListsByKey } from '@micromart/service';
import type { App, PaymentRow, TransactionRow } from './app.ts';
import type { Visible } from './store.ts';

/** Ownership: the order desk sees all payments, others those of their own orders and of orders whose access token they hold. The warehouse is no exception. */
export const visibleTo = (app: App, viewer: Viewer, orderIds: readonly string[]): Visible =>
  isOrderDesk(viewer) ? 'all' : { customerId: viewer.userId, orderIds: orderIds.filter(id => app.orderTokens.allows(viewer, id)) };

/** The same where only payments are named: their orders are looked up when the viewer holds a token at all. */
export async function paymentsVisibleTo(app: App, viewer: Viewer, ids: readonly string[]): Promise<readonly PaymentRow[]> {
  const orderIds = viewer.orderTokens.length === 0 ? [] : await app.store.ordersOfPayments(ids);
  return app.store.paymentsById(ids, visibleTo(app, viewer, orderIds));
}

export type PaymentsLoaders = ReturnType<typeof loadersFor>;

export const loadersFor = (app: App, viewer: Viewer) => ({
  /** Null for a payment that the viewer may not see. */
  payment: batchByKey<PaymentRow>(
    ids => paymentsVisibleTo(app, viewer, ids),
    payment => payment.id,
  ),
  /** By order, the newest first; empty for an order that the viewer may not see. */
  paymentsOfOrder: batchListsByKey<PaymentRow>(
    orderIds => app.store.paymentsOfOrders(orderIds, visibleTo(app, viewer, orderIds)),
    payment => payment.orderId,
  ),
  transactions: batchListsByKey<TransactionRow>(
    paymentIds => app.store.transactionsOf(paymentIds),
    transaction => transaction.paymentId,
  ),
});
