import { defaultCurrency, marketOf } from '@micromart/markets';
import type { Viewer } from '@micromart/auth';
import { userError } from '@micromart/input';
import type { App } from '../app.ts';
import type { Cart } from '../domain/cart.ts';
import { addLines } from '../domain/changes.ts';
import type { CartCreateInput } from '../generated/resolvers.ts';
import { type CartResult, expiryFrom, refused } from './change-cart.ts';
import { recognizeVariants } from './recognize-variants.ts';

/** Always a new cart; a signed-in user's is theirs alone. */
export async function createCart(app: App, viewer: Viewer, passport: string, input: CartCreateInput | null | undefined): Promise<CartResult> {
  const currency = input?.currency ?? defaultCurrency;
  if (marketOf(currency) === undefined)
    return refused(null, userError('INVALID', `nothing is sold in ${currency}; see markets`, ['input', 'currency']));
  const lines = input?.lines ?? [];
  const { known, userErrors } = await recognizeVariants(
    app,
    passport,
    lines.map(line => line.variantId),
    ['input', 'lines'],
  );
  if (userErrors.length > 0) return { cart: null, userErrors };
  const empty: Cart = {
    id: app.newCartId(),
    ownerId: viewer.userId,
    version: 0,
    currency,
    lines: [],
    discountCodes: [],
    shippingAddress: null,
    selectedShippingRateId: null,
    expiresAt: expiryFrom(app),
  };
  const filled = addLines(
    empty,
    lines.map(line => ({ variantId: line.variantId, quantity: line.quantity ?? 1, seenPrice: known.get(line.variantId)?.prices[currency] ?? null })),
    app.newLineId,
  );
  if (filled.cart === undefined) {
    return refused(
      null,
      ...filled.refusals.map(({ code, message, index }) => userError(code, message, ['input', 'lines', String(index), 'quantity'])),
    );
  }
  return { cart: await app.store.write(filled.cart), userErrors: [] };
}
