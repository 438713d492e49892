import type { Viewer } from '@micromart/auth';
import { marketOf } from '@micromart/markets';
import { userError } from '@micromart/input';
import type { App } from '../app.ts';
import { switchCurrency } from '../domain/changes.ts';
import { type CartResult, changeCart } from './change-cart.ts';

export interface CurrencyToSet {
  readonly cartId: string;
  readonly currency: string;
  readonly expectedVersion?: number | null;
}

/** Moves a cart to another market: prices follow, and the rate is dropped. */
export async function setCartCurrency(app: App, viewer: Viewer, { cartId, currency, expectedVersion }: CurrencyToSet): Promise<CartResult> {
  const cart = await app.store.cart(cartId);
  const known = await app.store.knownVariants(cart?.lines.map(line => line.variantId) ?? []);
  return changeCart(app, viewer, cartId, expectedVersion, before => {
    const market = marketOf(currency);
    if (market === undefined) return { userErrors: [userError('INVALID', `nothing is sold in ${currency}; see markets`, ['currency'])] };
    const moved = switchCurrency(before, currency, variantId => known.get(variantId)?.prices[currency] ?? null);
    const outside = moved.shippingAddress !== null && !market.countries.includes(moved.shippingAddress.countryCode);
    return { cart: outside ? { ...moved, shippingAddress: null } : moved };
  });
}
