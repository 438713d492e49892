import type { Viewer } from '@micromart/auth';
import { userError } from '@micromart/input';
import type { App } from '../app.ts';
import { mergeLines } from '../domain/changes.ts';
import { type CartResult, expiryFrom, refused } from './change-cart.ts';
import { myCart } from './my-cart.ts';

const TRIES = 20;

/**
 * Moves a guest's lines into the signed-in user's cart. The guest's ends in the same step, so that nothing is lost between the two, and twins do
 * not count twice. Somebody without a cart takes the guest's over as it is: an order of it may be under way, and its id makes one at most.
 */
export async function mergeCart(app: App, viewer: Viewer, guestCartId: string): Promise<CartResult> {
  const { userId } = viewer;
  if (userId === null) return refused(null, userError('NOT_FOUND', 'sign in first: it is your cart that the guest’s is moved into'));
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const [guest, own] = await Promise.all([app.store.cart(guestCartId), myCart(app, viewer)]);
    if (guest === undefined || guest.ownerId !== null) {
      return refused(own, userError('NOT_FOUND', 'there is no such guest cart: it was merged or ordered, or has expired', ['guestCartId']));
    }
    const merged = own === null ? { cart: guest } : mergeLines(own, guest, app.newLineId);
    if (merged.cart === undefined) {
      return refused(own, ...merged.refusals.slice(0, 1).map(({ code, message }) => userError(code, message, ['guestCartId'])));
    }
    const cart = { ...merged.cart, ownerId: userId, expiresAt: expiryFrom(app) };
    const written = own === null ? await app.store.write(cart) : await app.store.merge(guest, cart);
    if (written !== null) return { cart: written, userErrors: [] };
  }
  return refused(await myCart(app, viewer), userError('CONFLICT', 'the carts are changed too often at the moment; try again', ['guestCartId']));
}
