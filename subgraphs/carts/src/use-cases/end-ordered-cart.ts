import type { App } from '../app.ts';
import { leftOf, type OrderedLine } from '../domain/ordered.ts';
import { expiryFrom } from './change-cart.ts';
import { takeOutMerged } from './take-out-merged.ts';

/**
 * Ends the cart that became an order. Orders took what it held when it was priced; whatever was put in since goes on in a new cart. A guest's may
 * have been merged meanwhile: what was ordered is taken out of where it went. Hearing of the order again changes nothing.
 */
export async function endOrderedCart(app: App, cartId: string, ordered: readonly OrderedLine[]): Promise<void> {
  for (let ended = false; !ended; ) {
    const cart = await app.store.cart(cartId);
    if (cart === undefined) return takeOutMerged(app, cartId, ordered);
    const lines = leftOf(cart, ordered);
    // its rate was quoted for other goods
    const rest = { ...cart, id: app.newCartId(), version: 0, lines, selectedShippingRateId: null, expiresAt: expiryFrom(app) };
    ended = lines.length === 0 ? await app.store.end(cart) : await app.store.endWithRest(cart, rest);
  }
}
