import { defaultCurrency } from '@micromart/markets';
import { badUserInput } from '@micromart/service';
import { z } from 'zod';
import type { RateOfCart } from '../app.ts';
import { rateId } from '../rate-ids.ts';
import { type Rate, ratesFor, weightOf } from '../domain/rates.ts';

const currencyCode = z.string().regex(/^[A-Z]{3}$/);
const countryCode = z.string().regex(/^[A-Z]{2}$/);
const HEAVIEST = 1_000_000_000;
const weightGrams = z.int().min(0).max(HEAVIEST);

/** What other subgraphs said of a cart, by way of the gateway. A client can make the gateway hand on other fields: nothing is believed unchecked. */
const cart = z.object({
  id: z.string().min(1).max(200),
  currency: currencyCode,
  selectedShippingRateId: z.string().max(200).nullish(),
  shippingAddress: z.object({ countryCode, postalCode: z.string().max(50) }).nullish(),
  lines: z.array(z.object({ quantity: z.int().min(1).max(1_000_000), variant: z.object({ weightGrams }).nullish() })).max(1_000),
});
type Cart = z.infer<typeof cart>;

function read<Value>(schema: z.ZodType<Value>, said: unknown, what: string): Value {
  const result = schema.safeParse(said);
  if (result.success) return result.data;
  throw badUserInput(`${what} cannot be read: ${result.error.issues.map(issue => issue.path.join('.')).join(', ')}`);
}

/** The rates of a cart, cheapest first; none without an address, null while the weight of a line is not known. */
export const ratesOfCart = (said: unknown, now: Date): RateOfCart[] | null => ratesOf(read(cart, said, 'the cart'), now);

/** The rate that the cart has selected, at its price now; null when there is none, or when it is no longer to be had. */
export function selectedRateOf(said: unknown, now: Date): RateOfCart | null {
  const known = read(cart, said, 'the cart');
  if (known.selectedShippingRateId === null || known.selectedShippingRateId === undefined) return null;
  return ratesOf(known, now)?.find(rate => rate.id === known.selectedShippingRateId) ?? null;
}

function ratesOf({ id, currency, shippingAddress, lines }: Cart, now: Date): RateOfCart[] | null {
  const weight = weightOf(lines.map(({ quantity, variant }) => ({ quantity, weightGrams: variant?.weightGrams ?? null })));
  if (weight === null) return null;
  if (shippingAddress === null || shippingAddress === undefined || lines.length === 0) return [];
  const rates = ratesFor({ weightGrams: weight, countryCode: shippingAddress.countryCode, currency }, now);
  return rates.map(rate => ({ ...rate, id: rateId(rate.service, id) }));
}

const variant = z.object({ weightGrams });

/** What delivery of one costs, before there is a cart; in the default currency when none is named. */
export function estimatesFor(
  said: unknown,
  args: { readonly countryCode: string; readonly currency?: string | null | undefined },
  now: Date,
): Rate[] {
  const known = read(variant, said, 'the variant');
  return ratesFor({ weightGrams: known.weightGrams, countryCode: args.countryCode, currency: args.currency ?? defaultCurrency }, now);
}
