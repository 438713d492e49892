import { formatMoney } from '@micromart/money';
import type { Cart } from './cart.ts';

/** What carts knows of a variant: its own copy of what shop and warehouse said. */
export interface KnownVariant {
  readonly id: string;
  readonly name: string;
  readonly sold: boolean;
  /** Minor units by currency. */
  readonly prices: Readonly<Record<string, number>>;
  /** Over all warehouses; null while warehouse has not said. */
  readonly available: number | null;
}

export interface CartWarning {
  readonly code: 'LOW_STOCK' | 'OUT_OF_STOCK' | 'NO_LONGER_SOLD' | 'PRICE_CHANGED';
  readonly message: string;
  readonly lineId: string;
}

/** What a customer should know before checkout; nothing of it stops an order. */
export const warningsOf = (cart: Cart, known: ReadonlyMap<string, KnownVariant>): CartWarning[] =>
  cart.lines.flatMap(({ id: lineId, variantId, quantity, seenPrice }): CartWarning[] => {
    const variant = known.get(variantId);
    if (variant === undefined) return [];
    const price = variant.prices[cart.currency];
    if (!variant.sold || price === undefined)
      return [{ code: 'NO_LONGER_SOLD', message: `${variant.name} is no longer sold in ${cart.currency}.`, lineId }];
    const warnings: CartWarning[] = [];
    if (variant.available !== null && variant.available <= 0)
      warnings.push({ code: 'OUT_OF_STOCK', message: `${variant.name} is out of stock.`, lineId });
    else if (variant.available !== null && variant.available < quantity) {
      warnings.push({ code: 'LOW_STOCK', message: `Only ${variant.available} of ${variant.name} are left.`, lineId });
    }
    if (seenPrice !== null && price !== seenPrice) {
      const [was, is] = [seenPrice, price].map(amount => formatMoney({ amount, currency: cart.currency }).amount);
      warnings.push({ code: 'PRICE_CHANGED', message: `${variant.name} costs ${is} ${cart.currency} now, it was ${was}.`, lineId });
    }
    return warnings;
  });
