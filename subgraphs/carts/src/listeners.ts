import type { IdempotentListeners } from '@micromart/messaging';
import type { App } from './app.ts';

/** What carts hears; hearing it twice changes nothing. */
export const listeners: IdempotentListeners<App> = {
  'order.placed': async (app, { data }) => void (await app.store.end(data.cartId)),
  'variant.changed': async (app, { sequence, data }) => {
    const prices = Object.fromEntries(data.prices.map(({ currency, amount }) => [currency, amount]));
    await app.store.learnFromShop(data.variantId, sequence, { name: data.name, sold: data.sold, prices });
  },
  'stock.level-changed': async (app, { sequence, data }) => void (await app.store.learnFromWarehouse(data.variantId, sequence, data.available)),
};
