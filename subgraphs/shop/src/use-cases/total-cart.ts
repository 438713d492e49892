import { check } from '@micromart/input';
import { badUserInput } from '@micromart/service';
import { cartInput, type PricedCartInput } from '../domain/cart-input.ts';
import { type CartTotals, cartTotals, type PricedLine } from '../domain/cart-totals.ts';
import type { ShopLoaders } from '../loaders.ts';

/** Amounts in minor units of `currency`. */
export type TotaledCart = CartTotals & { readonly currency: string; readonly unknownCodes: readonly string[] };

/** The goods of a cart at their prices now, in minor units. Nothing is remembered: what the cart says of itself is not to be relied on. */
export async function cartSubtotal(loaders: ShopLoaders, cart: unknown): Promise<{ readonly amount: number; readonly currency: string }> {
  const input = checkedCart(cart);
  const lines = await pricedLines(loaders, input);
  return { amount: lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0), currency: input.market.currency };
}

/**
 * What a cart costs now. Lines that are no longer sold are left out. There are no promotions yet, so that every code is unknown.
 * @throws BAD_USER_INPUT for a cart that cannot be: another currency, or an address outside its market.
 */
export async function totalCart(loaders: ShopLoaders, cart: unknown): Promise<TotaledCart> {
  const input = checkedCart(cart);
  const { market, destination, shipping } = input;
  const totals = cartTotals({ market, destination, shipping, lines: await pricedLines(loaders, input), discounts: [] });
  return { ...totals, currency: market.currency, unknownCodes: input.discountCodes };
}

function checkedCart(cart: unknown): PricedCartInput {
  const { value, userErrors } = check(cartInput, cart, []);
  if (value !== undefined) return value;
  const [first] = userErrors;
  throw badUserInput(`the cart cannot be priced: ${first?.field?.join('.') ?? ''} ${first?.message ?? ''}`, first?.field ?? []);
}

async function pricedLines(loaders: ShopLoaders, { market, lines }: PricedCartInput): Promise<readonly PricedLine[]> {
  const sales = await Promise.all(lines.map(line => loaders.sale(market.currency).load(line.variantId)));
  return lines.flatMap(({ lineId, quantity }, at) => {
    const sale = sales[at];
    return sale === undefined || sale === null ? [] : [{ lineId, quantity, unitPrice: sale.amount, taxClass: sale.taxClass }];
  });
}
