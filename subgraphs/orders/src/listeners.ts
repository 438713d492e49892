import type { Listeners } from '@micromart/messaging';
import type { App } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { hearEvent } from './use-cases/hear-event.ts';

/** Whatever the order hears goes the same way; what it means stands in `domain/lifecycle.ts`. */
export const listeners: Listeners<App, PrismaClient> = {
  'stock.allocated': hearEvent,
  'stock.rejected': hearEvent,
  'stock.short': hearEvent,
  'stock.released': hearEvent,
  'payment.action-required': hearEvent,
  'payment.authorized': hearEvent,
  'payment.failed': hearEvent,
  'payment.denied': hearEvent,
  'payment.captured': hearEvent,
  'payment.voided': hearEvent,
  'payment.refunded': hearEvent,
  'pick.opened': hearEvent,
  'pick.started': hearEvent,
  'parcel.packed': hearEvent,
  'shipment.created': hearEvent,
  'shipment.ready': hearEvent,
  'shipment.left': hearEvent,
  'shipment.delivered': hearEvent,
  'shipment.failed': hearEvent,
  'shipment.returned': hearEvent,
  'shipment.canceled': hearEvent,
  'shipment.cancel-refused': hearEvent,
};
