import { z } from 'zod';
import { defineEvent } from './event.ts';
import { parcelLine } from './parts.ts';

const row = { version: 1, publisher: 'warehouse', keyedBy: 'order' } as const;
const ofOrder = z.object({ orderId: z.string() });
const ofParcel = ofOrder.extend({ parcelId: z.string() });

export const stockAllocated = defineEvent({
  ...row,
  type: 'stock.allocated',
  meaning: 'Every line of the order is held on shelves.',
  payload: ofOrder.extend({
    allocations: z.array(
      z.object({ orderLineId: z.string(), variantId: z.string(), warehouseId: z.string(), shelfId: z.string(), quantity: z.int().positive() }),
    ),
  }),
});
export const stockRejected = defineEvent({
  ...row,
  type: 'stock.rejected',
  meaning: 'Not every line is to be had, so nothing is held.',
  payload: ofOrder.extend({ missing: z.array(z.object({ orderLineId: z.string(), variantId: z.string(), requested: z.int(), available: z.int() })) }),
});
export const stockShort = defineEvent({
  ...row,
  type: 'stock.short',
  meaning: 'Fewer lay on the shelf than was thought, and none elsewhere.',
  payload: ofParcel.extend({ missing: z.array(z.object({ orderLineId: z.string(), variantId: z.string(), quantity: z.int().positive() })) }),
});
export const stockReleased = defineEvent({ ...row, type: 'stock.released', meaning: 'What was held for the order is free again.', payload: ofOrder });
export const pickOpened = defineEvent({
  ...row,
  type: 'pick.opened',
  meaning: 'The parcel waits for somebody to pick it: said when it is asked for again.',
  payload: ofParcel,
});
export const pickStarted = defineEvent({ ...row, type: 'pick.started', meaning: 'Somebody picks the parcel.', payload: ofParcel });
export const parcelPacked = defineEvent({
  ...row,
  type: 'parcel.packed',
  meaning: 'The parcel stands ready for its carrier.',
  payload: ofParcel.extend({ warehouseId: z.string(), weightGrams: z.int().positive(), lines: z.array(parcelLine) }),
});

export const stockLevelChanged = defineEvent({
  version: 1,
  publisher: 'warehouse',
  keyedBy: 'variant',
  type: 'stock.level-changed',
  meaning:
    'What can be promised of a variant, over all warehouses; at most once a second a variant, and at once when it crosses 0 or the reorder point.',
  payload: z.object({ variantId: z.string(), available: z.int(), inStock: z.boolean(), lowStock: z.boolean() }),
});
