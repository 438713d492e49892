import type { Cart, CartLine } from './cart.ts';

export interface OrderedLine {
  readonly variantId: string;
  readonly quantity: number;
}

/** That a guest's cart was merged: which one its units went into. */
export interface Merging {
  readonly into: string;
  readonly lines: readonly OrderedLine[];
}

/** What of an order's goods was merged into another cart: what was put in after the ordering was not ordered, what was taken out was not merged. */
export function orderedOfMerged(merging: Merging, ordered: readonly OrderedLine[]): readonly OrderedLine[] {
  const quantities = byVariant(ordered);
  return merging.lines.map(({ variantId, quantity }) => ({ variantId, quantity: Math.min(quantity, quantities.get(variantId) ?? 0) }));
}

/** What a cart holds above what was ordered of it. */
export function leftOf(cart: Cart, ordered: readonly OrderedLine[]): readonly CartLine[] {
  const quantities = byVariant(ordered);
  return cart.lines
    .map(line => ({ ...line, quantity: line.quantity - (quantities.get(line.variantId) ?? 0) }))
    .filter(({ quantity }) => quantity > 0);
}

function byVariant(lines: readonly OrderedLine[]): ReadonlyMap<string, number> {
  const quantities = new Map<string, number>();
  for (const { variantId, quantity } of lines) quantities.set(variantId, quantity + (quantities.get(variantId) ?? 0));
  return quantities;
}
