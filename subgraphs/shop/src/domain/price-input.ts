import { type Money, MoneyError, parseMoney } from '@micromart/money';
import { z } from 'zod';
import { marketOf } from '@micromart/markets';
import type { Amounts } from './product.ts';

/** Ten million in major units of most currencies: with any quantity in a cart, sums stay exact. */
const HIGHEST_PRICE = 1_000_000_000;

/** Reads the API's `MoneyInput`, in a currency that the shop sells in. */
export const priceMoney: z.ZodType<Money, unknown> = z.object({ amount: z.string(), currencyCode: z.string() }).transform((input, context) => {
  const refuse = (path: string, message: string): never => {
    context.addIssue({ code: 'custom', path: [path], message });
    return z.NEVER;
  };
  if (marketOf(input.currencyCode) === undefined) return refuse('currencyCode', `the shop does not sell in ${input.currencyCode}`);
  try {
    const money = parseMoney(input);
    if (money.amount < 0) return refuse('amount', 'must not be negative');
    if (money.amount > HIGHEST_PRICE) return refuse('amount', 'is more than anything here may cost');
    return money;
  } catch (error) {
    if (error instanceof MoneyError) return refuse('amount', error.message);
    throw error;
  }
});

interface Pair {
  readonly amount: Money;
  readonly compareAt?: Money | null | undefined;
}

/** What is wrong between a price and the crossed-out price beside it; undefined where nothing is. */
export const comparisonFault = ({ amount, compareAt }: Pair): string | undefined => {
  if (compareAt === undefined || compareAt === null) return undefined;
  if (compareAt.currency !== amount.currency) return 'must be in the currency of the price';
  return compareAt.amount > amount.amount ? undefined : 'must be more than the price; leave it out where nothing is crossed out';
};

export const amountsOf = ({ amount, compareAt }: Pair): Amounts => ({
  currency: amount.currency,
  amount: amount.amount,
  compareAt: compareAt?.amount ?? null,
});

/** Reads the API's `VariantPriceInput`. */
export const variantPrice: z.ZodType<Amounts, unknown> = z
  .object({ amount: priceMoney, compareAt: priceMoney.nullish() })
  .superRefine((pair, context) => {
    const message = comparisonFault(pair);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['compareAt'], message });
  })
  .transform(amountsOf);
