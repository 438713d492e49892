import type { Address } from '@micromart/address';
import { formatMoney, type Money } from '@micromart/money';

/** A cart with everything that an order is made of. Amounts are in minor units of `currency`. */
export interface PricedCart {
  readonly id: string;
  readonly currency: string;
  readonly selectedShippingRateId: string | null;
  readonly shippingAddress: Address | null;
  readonly lines: readonly { readonly id: string; readonly quantity: number; readonly variant: PricedVariant | null }[];
  /** Null when none is selected, or the selected one is not to be had any more. */
  readonly shippingRate: { readonly id: string; readonly name: string; readonly price: number; readonly estimatedDelivery: string } | null;
  readonly totals: CartTotals | null;
}

export interface PricedVariant {
  readonly id: string;
  readonly sku: string;
  readonly name: string;
  readonly weightGrams: number;
  readonly product: { readonly name: string };
}

export interface CartTotals {
  readonly lines: readonly {
    readonly lineId: string;
    readonly unitPrice: number;
    readonly discount: number;
    readonly tax: number;
    readonly total: number;
  }[];
  readonly subtotal: number;
  readonly discounts: readonly { readonly promotionId: string; readonly code: string | null; readonly label: string; readonly amount: number }[];
  readonly discount: number;
  readonly shipping: number | null;
  readonly tax: number;
  readonly taxLines: readonly { readonly name: string; readonly rate: string; readonly amount: number }[];
  readonly taxIncluded: boolean;
  readonly total: number;
}

/** What an order is made of, once nothing stands against it. */
export interface Sale {
  readonly cartId: string;
  readonly currency: string;
  readonly lines: readonly SoldLine[];
  readonly shippingAddress: Address;
  readonly rate: { readonly id: string; readonly name: string; readonly price: number; readonly promisedDelivery: string };
  readonly totals: Omit<CartTotals, 'lines' | 'shipping'> & { readonly shipping: number };
}

export interface SoldLine {
  readonly variantId: string;
  readonly sku: string;
  /** Product and variant: `Rain jacket, Blue / M`. */
  readonly name: string;
  readonly quantity: number;
  readonly weightGrams: number;
  readonly unitPrice: number;
  readonly discount: number;
  readonly tax: number;
  readonly total: number;
}

export type CheckoutRefusal = {
  readonly code: 'CART_EMPTY' | 'ADDRESS_MISSING' | 'SHIPPING_RATE_MISSING' | 'NOT_SOLD' | 'PRICE_CHANGED';
  readonly message: string;
  readonly field: readonly string[];
};

/** Makes a sale of a cart, or says all that stands against it. `expectedTotal` is what the customer saw; null when they did not say. */
export function checkOut(cart: PricedCart, expectedTotal: Money | null): { readonly sale: Sale } | { readonly refusals: readonly CheckoutRefusal[] } {
  const { lines, shippingAddress, shippingRate, totals, currency } = cart;
  const refusals: CheckoutRefusal[] = [];
  const refuse = (code: CheckoutRefusal['code'], message: string, ...field: string[]): void =>
    void refusals.push({ code, message, field: ['input', ...field] });
  const priceOf = new Map(totals?.lines.map(line => [line.lineId, line]));

  if (lines.length === 0) refuse('CART_EMPTY', 'the cart is empty', 'cartId');
  if (shippingAddress === null) refuse('ADDRESS_MISSING', 'say where it shall go: cartDeliverySet with an address', 'cartId');
  else if (shippingRate === null || totals?.shipping === null)
    refuse('SHIPPING_RATE_MISSING', 'choose one of the cart’s shipping rates: cartDeliverySet with shippingRateId', 'cartId');

  const sold: SoldLine[] = [];
  for (const line of lines) {
    const price = priceOf.get(line.id);
    if (line.variant === null || price === undefined) {
      refuse('NOT_SOLD', `${line.variant?.sku ?? 'a line'} is no longer sold in ${currency}; take it out of the cart`, 'cartId');
      continue;
    }
    const { id: variantId, sku, name, weightGrams, product } = line.variant;
    const { unitPrice, discount, tax, total } = price;
    sold.push({
      variantId,
      sku,
      name: name === '' ? product.name : `${product.name}, ${name}`,
      quantity: line.quantity,
      weightGrams,
      unitPrice,
      discount,
      tax,
      total,
    });
  }

  if (refusals.length > 0 || shippingAddress === null || shippingRate === null || totals === null || totals.shipping === null) return { refusals };
  if (expectedTotal !== null && (expectedTotal.currency !== currency || expectedTotal.amount !== totals.total)) {
    const { amount, currencyCode } = formatMoney({ amount: totals.total, currency });
    refuse('PRICE_CHANGED', `the cart costs ${amount} ${currencyCode} now; show it to the customer and send that as expectedTotal`, 'expectedTotal');
    return { refusals };
  }
  const { lines: _, shipping, ...rest } = totals;
  const { id, name, price, estimatedDelivery } = shippingRate;
  return {
    sale: {
      cartId: cart.id,
      currency,
      lines: sold,
      shippingAddress,
      rate: { id, name, price, promisedDelivery: estimatedDelivery },
      totals: { ...rest, shipping },
    },
  };
}
