import { isStaff, type Viewer } from '@micromart/auth';
import { batchByKey, batchListsByKey } from '@micromart/service';
import type { App, CarrierRow, OrderKey, ShipmentRow, TrackingEventRow } from './app.ts';
import type { Visible } from './store.ts';

/** Ownership: staff sees all parcels, others those of their own orders and of orders whose access token they hold. */
export const visibleTo = (app: App, viewer: Viewer, orderIds: readonly string[]): Visible =>
  isStaff(viewer) ? 'all' : { customerId: viewer.userId, orderIds: orderIds.filter(id => app.orderTokens.allows(viewer, id)) };

export type ShipmentsLoaders = ReturnType<typeof loadersFor>;

export const loadersFor = (app: App, viewer: Viewer) => ({
  /** Null for an order that the viewer may not see, or that shipments has not heard of. */
  order: batchByKey<OrderKey>(
    ids => app.store.visibleOrders(ids, visibleTo(app, viewer, ids)),
    order => order.id,
  ),
  /** Of orders that the viewer may see. */
  shipments: batchListsByKey<ShipmentRow>(
    orderIds => app.store.shipmentsOfOrders(orderIds),
    shipment => shipment.orderId,
  ),
  trackingEvents: batchListsByKey<TrackingEventRow>(
    bookingKeys => app.store.trackingEventsOf(bookingKeys),
    event => event.bookingKey,
  ),
  carrier: batchByKey<CarrierRow>(
    () => app.store.carriers(),
    carrier => carrier.code,
  ),
});
