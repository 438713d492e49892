import { splitByLargestRemainder } from '@micromart/money';
import type { Market } from '@micromart/markets';
import { type Destination, type TaxClass, taxOf, type TaxRate, taxRate } from './tax.ts';

/** A line of a cart with the price that its variant has now, in minor units. */
export interface PricedLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly taxClass: TaxClass;
}

/** An amount off the goods as a whole, before tax is looked at. */
export interface OrderDiscount {
  readonly promotionId: string;
  readonly code: string | null;
  readonly label: string;
  /** Minor units, positive. */
  readonly amount: number;
}

export interface CartTotalsInput {
  readonly market: Market;
  /** Null: as in the first of the market's countries. */
  readonly destination: Destination | null;
  readonly lines: readonly PricedLine[];
  readonly discounts: readonly OrderDiscount[];
  /** Price of the selected rate; null until one is selected. */
  readonly shipping: number | null;
}

export interface LineTotals {
  readonly lineId: string;
  readonly unitPrice: number;
  readonly subtotal: number;
  readonly discount: number;
  readonly tax: number;
  readonly total: number;
}

export interface TaxLine extends TaxRate {
  readonly amount: number;
}

/** All amounts in minor units of the market's currency. */
export interface CartTotals {
  readonly lines: readonly LineTotals[];
  readonly subtotal: number;
  readonly discounts: readonly OrderDiscount[];
  readonly discount: number;
  readonly shipping: number | null;
  readonly tax: number;
  readonly taxLines: readonly TaxLine[];
  readonly taxIncluded: boolean;
  readonly total: number;
}

/** What a cart costs. Tax is rounded once a line and once for delivery, which is taxed at the highest rate among the lines. */
export function cartTotals({ market, destination, lines, discounts, shipping }: CartTotalsInput): CartTotals {
  const place = destination ?? { countryCode: market.countries[0] ?? '', region: null };
  const included = market.pricesIncludeTax;
  const subtotals = lines.map(line => line.unitPrice * line.quantity);
  const subtotal = sum(subtotals);
  const granted = withinSubtotal(discounts, subtotal);
  const discountOf = spread(granted, subtotals);
  const rates = lines.map(line => taxRate(place, line.taxClass));
  const lineTotals = lines.map((line, at): LineTotals => {
    const [before = 0, off = 0, rate = 0] = [subtotals[at], discountOf[at], rates[at]?.rate];
    const tax = taxOf(before - off, rate, included);
    return {
      lineId: line.lineId,
      unitPrice: line.unitPrice,
      subtotal: before,
      discount: off,
      tax,
      total: before - off + (included ? 0 : tax),
    };
  });
  const highest = rates.reduce<TaxRate | null>((best, rate) => (best === null || rate.rate > best.rate ? rate : best), null);
  const shippingTax = shipping === null || highest === null ? 0 : taxOf(shipping, highest.rate, included);
  const tax = sum(lineTotals.map(line => line.tax)) + shippingTax;
  const discount = sum(granted.map(({ amount }) => amount));
  return {
    lines: lineTotals,
    subtotal,
    discounts: granted,
    discount,
    shipping,
    tax,
    taxLines: taxLines([
      ...lineTotals.map((line, at) => ({ ...(rates[at] as TaxRate), amount: line.tax })),
      ...(highest === null ? [] : [{ ...highest, amount: shippingTax }]),
    ]),
    taxIncluded: included,
    total: subtotal - discount + (shipping ?? 0) + (included ? 0 : tax),
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** No discount takes more than what those before it left. */
function withinSubtotal(discounts: readonly OrderDiscount[], subtotal: number): readonly OrderDiscount[] {
  let left = subtotal;
  return discounts.map(discount => {
    const amount = Math.min(discount.amount, left);
    left -= amount;
    return { ...discount, amount };
  });
}

/** Each line's part of all discounts: exact to the minor unit, so that a line that is returned gives back what was paid for it. */
function spread(discounts: readonly OrderDiscount[], subtotals: readonly number[]): readonly number[] {
  const left = [...subtotals];
  for (const { amount } of discounts) {
    splitByLargestRemainder(amount, left).forEach((part, at) => {
      left[at] = (left[at] ?? 0) - part;
    });
  }
  return subtotals.map((subtotal, at) => subtotal - (left[at] ?? 0));
}

/** One a rate, the highest first; rates of 0 have none. */
function taxLines(parts: readonly TaxLine[]): readonly TaxLine[] {
  const byRate = new Map<string, TaxLine>();
  for (const part of parts.filter(({ rate }) => rate > 0)) {
    const key = `${part.name} ${part.rate}`;
    byRate.set(key, { ...part, amount: part.amount + (byRate.get(key)?.amount ?? 0) });
  }
  return [...byRate.values()].toSorted((a, b) => b.rate - a.rate);
}
