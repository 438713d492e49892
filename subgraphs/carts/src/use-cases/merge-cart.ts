import type { Viewer } from '@micromart/auth';
import { userError } from '@micromart/input';
import type { App } from '../app.ts';
import type { Cart } from '../domain/cart.ts';
import { mergeLines } from '../domain/changes.ts';
import { type CartResult, expiryFrom, refused } from './change-cart.ts';
import { myCart } from './my-cart.ts';

const TRIES = 20;

/**
 * Moves a guest's lines into the signed-in user's cart. The guest's ends in the same step, so that nothing is lost between the two, and twins do
 * not count twice.
 */
export async function mergeCart(app: App, viewer: Viewer, guestCartId: string): Promise<CartResult> {
  const { userId } = viewer;
  if (userId === null) return refused(null, userError('NOT_FOUND', 'sign in first: it is your cart that the guest’s is moved into'));
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const [guest, own] = await Promise.all([app.store.cart(guestCartId), myCart(app, viewer)]);
    if (guest === undefined || guest.ownerId !== null) {
      return refused(own, userError('NOT_FOUND', 'there is no such guest cart: it was merged or ordered, or has expired', ['guestCartId']));
    }
    const merged = own === null ? adopted(app, guest) : mergeLines(own, guest, app.newLineId);
    const written = await app.store.merge(guest, { ...merged, ownerId: userId, expiresAt: expiryFrom(app) });
    if (written !== null) return { cart: written, userErrors: [] };
  }
  return refused(await myCart(app, viewer), userError('CONFLICT', 'the carts are changed too often at the moment; try again', ['guestCartId']));
}

/** Somebody without a cart takes the guest's over, in a new cart: whoever knew the old id knows nothing of the new one. */
const adopted = (app: App, guest: Cart): Cart => ({ ...guest, id: app.newCartId(), version: 0 });
