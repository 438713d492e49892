import type { Viewer } from '@micromart/auth';
import type { App } from '../app.ts';
import { addLines } from '../domain/changes.ts';
import type { CartLineAddInput } from '../generated/resolvers.ts';
import { type CartResult, changeCart, lineErrors } from './change-cart.ts';
import { recognizeVariants } from './recognize-variants.ts';

export interface LinesToAdd {
  readonly cartId: string;
  readonly lines: readonly CartLineAddInput[];
  readonly expectedVersion?: number | null;
}

/** Puts units of variants into a cart. */
export async function addCartLines(app: App, viewer: Viewer, passport: string, { cartId, lines, expectedVersion }: LinesToAdd): Promise<CartResult> {
  const { known, userErrors } = await recognizeVariants(
    app,
    passport,
    lines.map(line => line.variantId),
    ['lines'],
  );
  return changeCart(app, viewer, cartId, expectedVersion, cart => {
    if (userErrors.length > 0) return { userErrors };
    const toAdd = lines.map(line => ({
      variantId: line.variantId,
      quantity: line.quantity ?? 1,
      seenPrice: known.get(line.variantId)?.prices[cart.currency] ?? null,
    }));
    const changed = addLines(cart, toAdd, app.newLineId);
    return changed.cart === undefined ? { userErrors: lineErrors(changed.refusals) } : changed;
  });
}
