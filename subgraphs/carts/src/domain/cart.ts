import type { Address } from '@micromart/address';

/** A cart as it is stored. Plain JSON. */
export interface Cart {
  /** 128 random bits: who knows it may use a guest's cart. */
  readonly id: string;
  /** Null for a guest's cart. */
  readonly ownerId: string | null;
  /** Grows by one at every change. */
  readonly version: number;
  readonly currency: string;
  readonly lines: readonly CartLine[];
  readonly discountCodes: readonly string[];
  readonly shippingAddress: Address | null;
  readonly selectedShippingRateId: string | null;
  /** ISO 8601 in UTC. */
  readonly expiresAt: string;
}

export interface CartLine {
  readonly id: string;
  readonly variantId: string;
  readonly quantity: number;
  /** What it cost when it was put in, in minor units of the cart's currency; null where that was not known. */
  readonly seenPrice: number | null;
}

/** Units of one line, and lines and discount codes of one cart, at most. */
export const MOST_UNITS = 999;
export const MOST_LINES = 100;
export const MOST_CODES = 10;

export const totalQuantity = (cart: Cart): number => cart.lines.reduce((sum, line) => sum + line.quantity, 0);
