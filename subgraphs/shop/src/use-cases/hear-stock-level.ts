import type { Listener } from '@micromart/messaging';
import type { App } from '../app.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';

/** Keeps the shop's copy of whether a variant is in stock; older news than the newest heard is passed over. */
export const hearStockLevel: Listener<App, PrismaClient, 'stock.level-changed'> = (app, tx, { sequence, data }) =>
  app.store.saveStock(tx, data.variantId, data.inStock, sequence);
