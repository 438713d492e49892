import type { Viewer } from '@micromart/auth';
import { check, text, userError } from '@micromart/input';
import { z } from 'zod';
import type { App, LevelRow } from '../app.ts';
import { adjustLevel, type Correction, countLevel } from '../domain/corrections.ts';
import type { StockAdjustInput, StockCountInput } from '../generated/resolvers.ts';
import { type BookedLevels, type BookingDecision, bookOnce } from './book-once.ts';
import { MOST } from './receive-stock.ts';

const version = z
  .int()
  .nullish()
  .transform(value => value ?? null);
const adjustment = z.object({
  delta: z
    .int()
    .min(-MOST)
    .max(MOST)
    .refine(delta => delta !== 0, { message: 'must not be 0' }),
  reason: text(500),
  expectedVersion: version,
  idempotencyKey: text(200),
});
const count = z.object({ counted: z.int().min(0).max(MOST), expectedVersion: version, idempotencyKey: text(200) });

/** Corrects what is on hand by so many units. */
export async function adjustStock(app: App, viewer: Viewer, input: StockAdjustInput): Promise<BookedLevels> {
  const checked = check(adjustment, input, ['input']);
  if (checked.userErrors !== undefined) return { levels: [], userErrors: checked.userErrors };
  const { variantId, shelfId } = input;
  const { delta, reason, expectedVersion, idempotencyKey } = checked.value;
  const correct = (level: LevelRow | undefined): Correction => adjustLevel(level ?? { onHand: 0, allocated: 0, version: 0 }, delta, expectedVersion);
  return bookOnce(app, viewer, {
    operation: 'stockAdjust',
    idempotencyKey,
    request: [variantId, shelfId, delta, reason, expectedVersion],
    variantId,
    shelfIds: [shelfId],
    reference: null,
    // with a version the caller has seen a level, and below 0 there is none to be made
    opensLevels: () => delta > 0 && expectedVersion === null,
    decide: (levelOn, shelfOf) => decided(correct(levelOn(shelfId)), { variantId, shelfId, warehouseId: shelfOf(shelfId).warehouseId, reason }),
  });
}

/** Corrects what is on hand to what was counted. */
export async function countStock(app: App, viewer: Viewer, input: StockCountInput): Promise<BookedLevels> {
  const checked = check(count, input, ['input']);
  if (checked.userErrors !== undefined) return { levels: [], userErrors: checked.userErrors };
  const { variantId, shelfId } = input;
  const { counted, expectedVersion, idempotencyKey } = checked.value;
  return bookOnce(app, viewer, {
    operation: 'stockCount',
    idempotencyKey,
    request: [variantId, shelfId, counted, expectedVersion],
    variantId,
    shelfIds: [shelfId],
    reference: null,
    opensLevels: () => expectedVersion === null,
    decide: (levelOn, shelfOf) =>
      decided(countLevel(levelOn(shelfId) ?? null, counted, expectedVersion), {
        variantId,
        shelfId,
        warehouseId: shelfOf(shelfId).warehouseId,
        reason: 'counted',
      }),
  });
}

function decided(
  correction: Correction,
  place: { readonly variantId: string; readonly shelfId: string; readonly warehouseId: string; readonly reason: string },
): BookingDecision {
  if ('delta' in correction) return { movements: correction.delta === 0 ? [] : [{ ...place, kind: 'ADJUST', quantity: correction.delta }] };
  return { userErrors: [correctionRefused[correction.refused]] };
}

export const correctionRefused = {
  CONFLICT: userError('CONFLICT' as const, 'the level was changed meanwhile: look at it again', ['input', 'expectedVersion']),
  INSUFFICIENT_STOCK: userError('INSUFFICIENT_STOCK' as const, 'more than that is held for orders, or fewer lie there', ['input']),
} as const;
