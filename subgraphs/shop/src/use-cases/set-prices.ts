import { check, type UserError, userError } from '@micromart/input';
import { z } from 'zod';
import type { App } from '../app.ts';
import { amountsOf, comparisonFault, priceMoney } from '../domain/price-input.ts';
import type { PriceInput, UserErrorCode } from '../generated/resolvers.ts';
import type { VariantRow } from '../rows.ts';
import { announceVariants } from './announce-variants.ts';
import { settlePrices } from './settle-prices.ts';

export interface SavedPrices {
  readonly variants: readonly VariantRow[];
  readonly userErrors: readonly UserError<UserErrorCode>[];
}

const price = z
  .object({
    variantId: z.string(),
    amount: priceMoney,
    compareAt: priceMoney.nullish(),
    validFrom: z.date().nullish(),
    validUntil: z.date().nullish(),
  })
  .superRefine((input, context) => {
    const message = comparisonFault(input);
    if (message !== undefined) context.addIssue({ code: 'custom', path: ['compareAt'], message });
  });
const prices = z.array(price).min(1, 'must have at least one price').max(1_000, 'must have at most 1,000 prices');
type CheckedPrice = z.infer<typeof price>;

/** Prices from a moment on, all or none. A `validFrom` that has passed counts as now: what was paid is not written anew. */
export async function setPrices(app: App, inputs: readonly PriceInput[]): Promise<SavedPrices> {
  const checked = check(prices, inputs, ['inputs']);
  if (checked.userErrors !== undefined) return { variants: [], userErrors: checked.userErrors };
  const given = checked.value;
  const ids = [...new Set(given.map(({ variantId }) => variantId))];
  const userErrors = await app.messaging.transaction(async tx => {
    const moment = await app.store.lockCatalog(tx);
    const variants = await app.store.variantsByIdIn(tx, ids, 'staff');
    const refusals = refusalsOf(given, new Set(variants.map(({ id }) => id)), moment);
    if (refusals.length > 0) return refusals;
    await app.store.insertPrices(
      tx,
      given.map(input => ({
        id: app.newId('prc'),
        variantId: input.variantId,
        ...amountsOf(input),
        validFrom: beginOf(input, moment),
        validUntil: input.validUntil ?? null,
      })),
    );
    const turned = await settlePrices(app, tx, [...new Set(variants.map(({ productId }) => productId))], moment);
    await announceVariants(app, tx, turned, moment);
    return [];
  });
  return { variants: userErrors.length > 0 ? [] : await app.store.variantsById(ids, 'staff'), userErrors };
}

const beginOf = ({ validFrom }: CheckedPrice, moment: Date): Date =>
  validFrom === undefined || validFrom === null || validFrom < moment ? moment : validFrom;

function refusalsOf(given: readonly CheckedPrice[], known: ReadonlySet<string>, moment: Date): UserError<UserErrorCode>[] {
  const begins = new Set<string>();
  return given.flatMap((input, at): UserError<UserErrorCode>[] => {
    const path = ['inputs', String(at)];
    if (!known.has(input.variantId)) return [userError('NOT_FOUND', 'there is no such variant', [...path, 'variantId'])];
    const begin = beginOf(input, moment);
    if (input.validUntil !== undefined && input.validUntil !== null && input.validUntil <= begin) {
      return [userError('INVALID', 'must be later than the price begins', [...path, 'validUntil'])];
    }
    const key = `${input.variantId} ${input.amount.currency} ${begin.getTime()}`;
    if (begins.has(key)) return [userError('INVALID', 'another price of this list begins at the same moment', [...path, 'validFrom'])];
    begins.add(key);
    return [];
  });
}
