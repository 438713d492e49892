import type { Viewer } from '@micromart/auth';
import { userError } from '@micromart/input';
import type { App } from '../app.ts';
import { mergeLines } from '../domain/changes.ts';
import { type CartResult, changeCart, refused } from './change-cart.ts';
import { myCart } from './my-cart.ts';

/** Moves a guest's lines into the signed-in user's cart: whoever ends the guest cart merges it, so that twins do not count twice. */
export async function mergeCart(app: App, viewer: Viewer, guestCartId: string): Promise<CartResult> {
  const guest = await app.store.cart(guestCartId);
  const own = await myCart(app, viewer);
  if (guest === undefined || guest.ownerId !== null) {
    return refused(own, userError('NOT_FOUND', 'there is no such guest cart: it was merged or ordered, or has expired', ['guestCartId']));
  }
  if (own === null) return adopt(app, viewer, guestCartId);
  if (!(await app.store.end(guestCartId))) return refused(own, userError('NOT_FOUND', 'the cart was merged or ordered meanwhile', ['guestCartId']));
  return changeCart(app, viewer, own.id, null, cart => ({ cart: mergeLines(cart, guest, app.newLineId) }));
}

/** Somebody without a cart takes the guest's over, in a new cart: whoever knew the old id knows nothing of the new one. */
async function adopt(app: App, viewer: Viewer, guestCartId: string): Promise<CartResult> {
  const guest = await app.store.cart(guestCartId);
  if (guest === undefined || !(await app.store.end(guestCartId))) {
    return refused(null, userError('NOT_FOUND', 'the cart was merged or ordered meanwhile', ['guestCartId']));
  }
  return {
    cart: await app.store.write({ ...guest, id: app.newCartId(), ownerId: viewer.userId, version: 0, selectedShippingRateId: null }),
    userErrors: [],
  };
}
