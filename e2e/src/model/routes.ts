import type { Name } from './participants.ts';

/**
 * Who hears what. Left out is what nobody's decisions hang on in the model: it has no time, so that a payment's new deadline is no news, and
 * nobody begins to pick without packing.
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

/** Answers that change nothing but whether the order would announce itself again: where nothing is lost it never does, and has no use for them. */
const answers: typeof routes = {
  'pick.opened': ['orders'],
  'parcel.packed': ['shipments', 'orders'],
  'shipment.created': ['orders'],
  'shipment.ready': ['orders'],
};

/** @param mayLose whether messages can be lost. */
export const readersOf = (type: string, mayLose: boolean): readonly Name[] => (mayLose ? answers[type] : undefined) ?? routes[type] ?? [];
