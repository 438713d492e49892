import type { IdempotentListeners } from '@micromart/messaging';
import type { App } from './app.ts';
import { endOrderedCart } from './use-cases/end-ordered-cart.ts';

/** What carts hears; hearing it twice changes nothing. */
export const listeners: IdempotentListeners<App> = {
  'order.placed': (app, { data }) => endOrderedCart(app, data.cartId, data.lines),
  'variant.changed': async (app, { sequence, data }) => {
    const prices = Object.fromEntries(data.prices.map(({ currency, amount }) => [currency, amount]));
    await app.store.learnFromShop(data.variantId, sequence, { name: data.name, sold: data.sold, prices });
  },
  'stock.level-changed': async (app, { sequence, data }) => void (await app.store.learnFromWarehouse(data.variantId, sequence, data.available)),
};
