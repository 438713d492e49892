import { isStaff, type Viewer } from '@micromart/auth';
import { batchByKey, batchListsByKey } from '@micromart/service';
import type { App, OrderEventRow, OrderLineRow, OrderRow } from './app.ts';
import type { Visible } from './store.ts';

/** Ownership: staff sees all orders, others their own and those whose access token they hold. */
export const visibleTo = (app: App, viewer: Viewer, ids: readonly string[]): Visible =>
  isStaff(viewer) ? 'all' : { customerId: viewer.userId, ids: ids.filter(id => app.orderTokens.allows(viewer, id)) };

export type OrdersLoaders = ReturnType<typeof loadersFor>;

export const loadersFor = (app: App, viewer: Viewer) => ({
  /** Null for an order that the viewer may not see. */
  order: batchByKey<OrderRow>(
    ids => app.store.ordersById(ids, visibleTo(app, viewer, ids)),
    order => order.id,
  ),
  lines: batchListsByKey<OrderLineRow>(
    orderIds => app.store.linesOf(orderIds),
    line => line.orderId,
  ),
  history: batchListsByKey<OrderEventRow>(
    orderIds => app.store.historyOf(orderIds),
    entry => entry.orderId,
  ),
});
