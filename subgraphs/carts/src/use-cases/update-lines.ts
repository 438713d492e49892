import type { Viewer } from '@micromart/auth';
import type { App } from '../app.ts';
import { updateLines } from '../domain/changes.ts';
import type { CartLineUpdateInput } from '../generated/resolvers.ts';
import { type CartResult, changeCart, lineErrors } from './change-cart.ts';

export interface LinesToUpdate {
  readonly cartId: string;
  readonly lines: readonly CartLineUpdateInput[];
  readonly expectedVersion?: number | null;
}

/** Sets quantities of lines; 0 removes one. */
export const updateCartLines = (app: App, viewer: Viewer, { cartId, lines, expectedVersion }: LinesToUpdate): Promise<CartResult> =>
  changeCart(app, viewer, cartId, expectedVersion, cart => {
    const changed = updateLines(cart, lines);
    return changed.cart === undefined ? { userErrors: lineErrors(changed.refusals) } : changed;
  });
