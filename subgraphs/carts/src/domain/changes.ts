import { type Address, sameAddress } from '@micromart/address';
import { type Cart, type CartLine, MOST_CODES, MOST_LINES, MOST_UNITS } from './cart.ts';

/** Why a change is not made. `index` counts the lines of the request. */
export interface Refusal {
  readonly code: 'QUANTITY_LIMIT' | 'NOT_FOUND' | 'INVALID';
  readonly message: string;
  readonly index: number;
}

/** A changed cart, its version as before (the store counts on), or why not. */
export type Changed = { readonly cart: Cart; readonly refusals?: undefined } | { readonly cart?: undefined; readonly refusals: readonly Refusal[] };

export interface LineToAdd {
  readonly variantId: string;
  readonly quantity: number;
  readonly seenPrice: number | null;
}

/** Puts units into the cart; a variant that is in it already grows. All lines or none. */
export function addLines(cart: Cart, toAdd: readonly LineToAdd[], newLineId: () => string): Changed {
  const lines: CartLine[] = [...cart.lines];
  const refusals: Refusal[] = [];
  toAdd.forEach(({ variantId, quantity, seenPrice }, index) => {
    const at = lines.findIndex(line => line.variantId === variantId);
    const before = lines[at];
    const together = (before?.quantity ?? 0) + quantity;
    if (quantity < 1) refusals.push({ code: 'INVALID', message: 'must be at least 1', index });
    else if (together > MOST_UNITS) refusals.push({ code: 'QUANTITY_LIMIT', message: `a cart takes at most ${MOST_UNITS} of one kind`, index });
    else if (before !== undefined) lines[at] = { ...before, quantity: together, seenPrice };
    else if (lines.length >= MOST_LINES) refusals.push({ code: 'QUANTITY_LIMIT', message: `a cart takes at most ${MOST_LINES} lines`, index });
    else lines.push({ id: newLineId(), variantId, quantity, seenPrice });
  });
  return refusals.length > 0 ? { refusals } : { cart: { ...cart, lines } };
}

export interface LineToUpdate {
  readonly lineId: string;
  readonly quantity: number;
}

/** Sets quantities; 0 removes the line. All lines or none. */
export function updateLines(cart: Cart, updates: readonly LineToUpdate[]): Changed {
  const quantities = new Map<string, number>();
  const refusals: Refusal[] = [];
  updates.forEach(({ lineId, quantity }, index) => {
    if (!cart.lines.some(line => line.id === lineId)) refusals.push({ code: 'NOT_FOUND', message: 'the cart has no such line', index });
    else if (quantity < 0) refusals.push({ code: 'INVALID', message: 'must not be negative; 0 removes the line', index });
    else if (quantity > MOST_UNITS) refusals.push({ code: 'QUANTITY_LIMIT', message: `a cart takes at most ${MOST_UNITS} of one kind`, index });
    else quantities.set(lineId, quantity);
  });
  if (refusals.length > 0) return { refusals };
  const lines = cart.lines.map(line => ({ ...line, quantity: quantities.get(line.id) ?? line.quantity })).filter(line => line.quantity > 0);
  return { cart: { ...cart, lines } };
}

/** Takes an address, a rate, or both; what is undefined stays. A rate was quoted for its country: it is dropped with it. */
export function setDelivery(
  cart: Cart,
  { address, rateId }: { readonly address: Address | null | undefined; readonly rateId: string | null | undefined },
): Cart {
  const shippingAddress = address === undefined ? cart.shippingAddress : address;
  const moved = shippingAddress === null || cart.shippingAddress === null || shippingAddress.countryCode !== cart.shippingAddress.countryCode;
  const kept = moved ? null : cart.selectedShippingRateId;
  return { ...cart, shippingAddress, selectedShippingRateId: rateId === undefined ? kept : rateId };
}

/** Another market: lines stay, prices are seen anew, the rate is dropped. */
export function switchCurrency(cart: Cart, currency: string, priceOf: (variantId: string) => number | null): Cart {
  if (currency === cart.currency) return cart;
  const lines = cart.lines.map(line => ({ ...line, seenPrice: priceOf(line.variantId) }));
  return { ...cart, currency, lines, selectedShippingRateId: null };
}

/** A guest's lines in a user's cart: quantities add up. All of them or none; discount codes as many as a cart takes, the user's own first. */
export function mergeLines(own: Cart, guest: Cart, newLineId: () => string): Changed {
  const toAdd = guest.lines.map(({ variantId, quantity, seenPrice }): LineToAdd => {
    const before = own.lines.find(line => line.variantId === variantId);
    return { variantId, quantity, seenPrice: before !== undefined ? before.seenPrice : guest.currency === own.currency ? seenPrice : null };
  });
  const { cart, refusals } = addLines(own, toAdd, newLineId);
  if (cart === undefined) return { refusals };
  return {
    cart: {
      ...cart,
      discountCodes: [...new Set([...own.discountCodes, ...guest.discountCodes])].slice(0, MOST_CODES),
      // another market's address would be outside of this one
      shippingAddress: own.shippingAddress ?? (guest.currency === own.currency ? guest.shippingAddress : null),
    },
  };
}

/** Whether a change would change anything that somebody could see. */
export const isSame = (one: Cart, other: Cart): boolean =>
  one.currency === other.currency &&
  one.selectedShippingRateId === other.selectedShippingRateId &&
  JSON.stringify([one.lines, one.discountCodes]) === JSON.stringify([other.lines, other.discountCodes]) &&
  (one.shippingAddress === other.shippingAddress ||
    (one.shippingAddress !== null && other.shippingAddress !== null && sameAddress(one.shippingAddress, other.shippingAddress)));
