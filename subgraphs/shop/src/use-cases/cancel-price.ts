import { userError } from '@micromart/input';
import type { App } from '../app.ts';
import { announceVariants } from './announce-variants.ts';
import type { SavedPrices } from './set-prices.ts';
import { settlePrices } from './settle-prices.ts';

/** Takes back a price that has not begun; one that has is part of history, and a new price ends it. */
export const cancelPrice = (app: App, id: string): Promise<SavedPrices> =>
  app.messaging.transaction(async tx => {
    const moment = await app.store.lockCatalog(tx);
    const price = await app.store.deleteScheduledPrice(tx, id, moment);
    if (price === undefined) return { variants: [], userErrors: [userError('NOT_FOUND', 'there is no such price', ['id'])] };
    const variants = await app.store.variantsByIdIn(tx, [price.variantId], 'staff');
    if (price.begun) return { variants, userErrors: [userError('CONFLICT', 'the price has begun already; set a new one instead', ['id'])] };
    const turned = await settlePrices(
      app,
      tx,
      variants.map(({ productId }) => productId),
      moment,
    );
    await announceVariants(app, tx, turned, moment);
    return { variants, userErrors: [] };
  });
