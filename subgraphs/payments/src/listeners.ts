import type { Listeners } from '@micromart/messaging';
import type { App } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { hearOrder } from './use-cases/hear-order.ts';

/** Whatever orders says goes the same way; what it means stands in `domain/lifecycle.ts`. */
export const listeners: Listeners<App, PrismaClient> = {
  'order.placed': hearOrder,
  'order.confirmed': hearOrder,
  'order.payment-failed': hearOrder,
  'order.canceled': hearOrder,
};
