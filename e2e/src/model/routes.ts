import type { Name } from './participants.ts';

/**
 * Who hears what. Left out is what nobody's decisions hang on in the model: it has no time, so that a payment's new deadline is no news,
 * and it plays neither picks nor what a carrier does before it has the parcel.
 */
const routes: Readonly<Record<string, readonly Name[]>> = {
  'order.placed': ['payments', 'warehouse'],
  'order.confirmed': ['payments'],
  'order.canceled': ['payments', 'warehouse', 'shipments'],
  'order.cancel-requested': ['shipments'],
  'shipment.requested': ['warehouse', 'shipments'],
  'stock.allocated': ['orders'],
  'stock.rejected': ['orders'],
  'stock.released': ['orders'],
  'parcel.packed': ['shipments'],
  'payment.action-required': ['orders'],
  'payment.authorized': ['orders'],
  'payment.failed': ['orders'],
  'payment.denied': ['orders'],
  'payment.captured': ['orders'],
  'payment.voided': ['orders'],
  'payment.refunded': ['orders'],
  'shipment.left': ['orders', 'warehouse'],
  'shipment.delivered': ['orders'],
  'shipment.returned': ['orders', 'warehouse'],
  'shipment.canceled': ['orders'],
  'shipment.cancel-refused': ['orders'],
};

export const readersOf = (type: string): readonly Name[] => routes[type] ?? [];
