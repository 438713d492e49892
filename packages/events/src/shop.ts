import { z } from 'zod';
import { defineEvent } from './event.ts';
import { currencyCode, minorUnits } from './parts.ts';

const row = { version: 1, publisher: 'shop', keyedBy: 'variant' } as const;

export const variantChanged = defineEvent({
  ...row,
  type: 'variant.changed',
  meaning: 'A variant is new, was renamed, or is sold or no longer sold.',
  payload: z.object({
    variantId: z.string(),
    productId: z.string(),
    sku: z.string(),
    /** Product and variant: `Rain jacket, Blue / M`. */
    name: z.string(),
    barcode: z.string().nullable(),
    weightGrams: z.int().nonnegative(),
    /** Whether shoppers can buy it: its product is active and it was not taken out. */
    sold: z.boolean(),
    /** Prices now, one a currency. */
    prices: z.array(z.object({ currency: currencyCode, amount: minorUnits })),
  }),
});
