import type { Listener } from '@micromart/messaging';
import type { App } from '../app.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';

/** Keeps the floor's own copy of a variant; older news than the newest heard is passed over. */
export const learnVariant: Listener<App, PrismaClient, 'variant.changed'> = (app, tx, { sequence, data }) => {
  const { variantId, sku, name, barcode, weightGrams } = data;
  return app.store.saveVariant(tx, { id: variantId, sku, name, barcode, weightGrams }, sequence);
};
