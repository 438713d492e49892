import { MoneyError, parseMoney } from '@micromart/money';
import { z } from 'zod';
import { type Market, marketOf } from '@micromart/markets';
import type { Destination } from './tax.ts';

/** What the shop is told of a cart, checked. */
export interface PricedCartInput {
  readonly market: Market;
  readonly lines: readonly { readonly lineId: string; readonly variantId: string; readonly quantity: number }[];
  readonly discountCodes: readonly string[];
  readonly destination: Destination | null;
  /** Minor units of the market's currency; null until a rate is selected. */
  readonly shipping: number | null;
}

const MOST_LINES = 1_000;
const MOST_PIECES = 1_000_000;

const money = z.object({ amount: z.string(), currencyCode: z.string() }).transform((input, context) => {
  try {
    return parseMoney(input);
  } catch (error) {
    if (!(error instanceof MoneyError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});

/** Fields of the cart that the gateway brings along: an alias may have put anything in their place. `subtotal` brings fewer than `totals`. */
export const cartInput: z.ZodType<PricedCartInput, unknown> = z
  .object({
    currency: z.string(),
    lines: z
      .array(
        z.object({
          id: z.string().default(''),
          quantity: z.int().min(1).max(MOST_PIECES),
          variant: z.object({ id: z.string() }).nullish(),
        }),
      )
      .max(MOST_LINES),
    discountCodes: z.array(z.string()).max(100).default([]),
    shippingAddress: z.object({ countryCode: z.string(), region: z.string().nullish() }).nullish(),
    shippingRate: z.object({ price: money }).nullish(),
  })
  .transform(({ currency, lines, discountCodes, shippingAddress, shippingRate }, context) => {
    const refuse = (path: string, message: string): never => {
      context.addIssue({ code: 'custom', path: [path], message });
      return z.NEVER;
    };
    const market = marketOf(currency);
    if (market === undefined) return refuse('currency', `the shop does not sell in ${currency}`);
    const address = shippingAddress ?? null;
    if (address !== null && !market.countries.includes(address.countryCode)) {
      return refuse('shippingAddress', `the shop does not deliver what is bought in ${currency} to ${address.countryCode}`);
    }
    const price = shippingRate?.price ?? null;
    if (price !== null && (price.currency !== currency || price.amount < 0)) return refuse('shippingRate', `must have a price in ${currency}`);
    return {
      market,
      lines: lines.flatMap(({ id, quantity, variant }) =>
        variant === undefined || variant === null ? [] : [{ lineId: id, variantId: variant.id, quantity }],
      ),
      discountCodes,
      destination: address === null ? null : { countryCode: address.countryCode, region: address.region ?? null },
      shipping: price?.amount ?? null,
    };
  });
