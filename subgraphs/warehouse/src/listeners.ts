import type { Listeners } from '@micromart/messaging';
import type { App } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { allocateOrder } from './use-cases/allocate-order.ts';
import { releaseOrder, requestPicks, shipParcel, takeBackParcel } from './use-cases/hear-event.ts';
import { learnVariant } from './use-cases/learn-variant.ts';

/** What warehouse hears; what it means to the goods of an order stands in `domain/lifecycle.ts`. */
export const listeners: Listeners<App, PrismaClient> = {
  'order.placed': allocateOrder,
  'order.canceled': releaseOrder,
  'shipment.requested': requestPicks,
  'shipment.left': shipParcel,
  'shipment.returned': takeBackParcel,
  'variant.changed': learnVariant,
};
