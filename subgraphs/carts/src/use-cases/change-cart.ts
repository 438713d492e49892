import type { Viewer } from '@micromart/auth';
import { type UserError, userError } from '@micromart/input';
import type { App } from '../app.ts';
import { type Cart } from '../domain/cart.ts';
import { isSame, type Refusal } from '../domain/changes.ts';
import type { UserErrorCode } from '../generated/resolvers.ts';
import { mayUse } from '../loaders.ts';

export interface CartResult {
  readonly cart: Cart | null;
  readonly userErrors: readonly UserError<UserErrorCode>[];
}

export type Change = (cart: Cart) => { readonly cart: Cart } | { readonly userErrors: readonly UserError<UserErrorCode>[] };

export const refused = (cart: Cart | null, ...userErrors: UserError<UserErrorCode>[]): CartResult => ({ cart, userErrors });

export const lineErrors = (refusals: readonly Refusal[]): UserError<UserErrorCode>[] =>
  refusals.map(({ code, message, index }) => userError(code, message, ['lines', String(index), code === 'NOT_FOUND' ? 'lineId' : 'quantity']));

/** Two devices that change one cart at once: whoever comes second sees what the first one did and goes on from there. */
const TRIES = 20;

/**
 * Reads a cart, changes it and writes it if nobody else did so meanwhile; otherwise again. With `expectedVersion` there is one try:
 * CONFLICT, and the cart as it is, when it has moved on.
 */
export async function changeCart(
  app: App,
  viewer: Viewer,
  cartId: string,
  expectedVersion: number | null | undefined,
  change: Change,
): Promise<CartResult> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const before = await app.store.cart(cartId);
    if (before === undefined || !mayUse(viewer, before)) {
      return refused(null, userError('NOT_FOUND', 'there is no such cart: it was ordered or merged, has expired, or is somebody else’s', ['cartId']));
    }
    if (expectedVersion != null && expectedVersion !== before.version) {
      return refused(before, userError('CONFLICT', `the cart is at version ${before.version} now`, ['expectedVersion']));
    }
    const changed = change(before);
    if ('userErrors' in changed) return { cart: before, userErrors: changed.userErrors };
    if (isSame(before, changed.cart)) return { cart: before, userErrors: [] };
    const written = await app.store.write({ ...changed.cart, expiresAt: expiryFrom(app) });
    if (written !== null) return { cart: written, userErrors: [] };
  }
  return refused((await app.store.cart(cartId)) ?? null, userError('CONFLICT', 'the cart is changed too often at the moment; try again', ['cartId']));
}

export const expiryFrom = (app: App): string => new Date(app.clock().getTime() + app.keptFor).toISOString();
