import type { App } from '../app.ts';
import { totalQuantity } from '../domain/cart.ts';
import { leftOf, type OrderedLine, orderedOfMerged } from '../domain/ordered.ts';

/**
 * Takes what was ordered of a guest's cart out of the one that it was merged into before the order was heard of, or it could be bought once more.
 * That one may have been ordered too, and its rest gone on. The merging is forgotten with it: what is put in later is the customer's own wish.
 */
export async function takeOutMerged(app: App, guestCartId: string, ordered: readonly OrderedLine[]): Promise<void> {
  for (;;) {
    const merging = await app.store.merging(guestCartId);
    if (merging === undefined) return;
    const cart = (await app.store.cart(merging.into)) ?? (await app.store.cartAfter(merging.into));
    if (cart === undefined) return app.store.forgetMerging(guestCartId);
    const without = { ...cart, lines: leftOf(cart, orderedOfMerged(merging, ordered)) };
    if (totalQuantity(without) === totalQuantity(cart)) return app.store.forgetMerging(guestCartId);
    if (await app.store.takeOutMerged(guestCartId, without)) return;
  }
}
