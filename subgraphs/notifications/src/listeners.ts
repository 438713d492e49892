import type { Listeners } from '@micromart/messaging';
import type { App } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { tellCustomer } from './use-cases/tell-customer.ts';

/** Orders alone: who listens to payments and shipments too tells customers "confirmed" after "canceled". */
export const listeners: Listeners<App, PrismaClient> = {
  'order.placed': tellCustomer,
  'order.confirmed': tellCustomer,
  'order.action-required': tellCustomer,
  'order.payment-failed': tellCustomer,
  'order.canceled': tellCustomer,
  'order.cancel-refused': tellCustomer,
  'order.parcel-shipped': tellCustomer,
  'order.shipped': tellCustomer,
  'order.delivery-failed': tellCustomer,
  'order.delivered': tellCustomer,
  'order.refunded': tellCustomer,
};
