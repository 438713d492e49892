import type { Cart, CartLine } from './cart.ts';

export interface OrderedLine {
  readonly variantId: string;
  readonly quantity: number;
}

/** What a cart holds above what was ordered of it. */
export function leftOf(cart: Cart, ordered: readonly OrderedLine[]): readonly CartLine[] {
  const quantities = new Map<string, number>();
  for (const { variantId, quantity } of ordered) quantities.set(variantId, quantity + (quantities.get(variantId) ?? 0));
  return cart.lines
    .map(line => ({ ...line, quantity: line.quantity - (quantities.get(line.variantId) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}
