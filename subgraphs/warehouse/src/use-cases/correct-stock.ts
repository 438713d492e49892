import type { Viewer } from '@micromart/auth';
import { check, text, type UserError, userError } from '@micromart/input';
import { z } from 'zod';
import type { App, LevelRow } from '../app.ts';
import { adjustLevel, countLevel, type RefusedCorrection } from '../domain/corrections.ts';
import type { StockAdjustInput, StockCountInput, UserErrorCode } from '../generated/resolvers.ts';
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
  return bookOnce(app, viewer, {
    operation: 'stockAdjust',
    idempotencyKey,
    request: [variantId, shelfId, delta, reason, expectedVersion],
    variantId,
    shelfIds: { shelfId },
    reference: null,
    // with a version the caller has seen a level, and below 0 there is none to be made
    opensLevels: () => delta > 0 && expectedVersion === null,
    decide: (levelOn, shelfOf) => {
      const level = levelOn(shelfId) ?? null;
      const correction = adjustLevel(level, delta, expectedVersion);
      if ('refused' in correction) return { userErrors: [correctionRefused(correction, level, 'delta')] };
      return corrected(correction.delta, { variantId, shelfId, warehouseId: shelfOf(shelfId).warehouseId, reason });
    },
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
    shelfIds: { shelfId },
    reference: null,
    opensLevels: () => expectedVersion === null,
    decide: (levelOn, shelfOf) => {
      const level = levelOn(shelfId) ?? null;
      const correction = countLevel(level, counted, expectedVersion);
      if ('refused' in correction) return { userErrors: [correctionRefused(correction, level, 'counted')] };
      return corrected(correction.delta, { variantId, shelfId, warehouseId: shelfOf(shelfId).warehouseId, reason: 'counted' });
    },
  });
}

const corrected = (
  quantity: number,
  place: { readonly variantId: string; readonly shelfId: string; readonly warehouseId: string; readonly reason: string },
): BookingDecision => ({ movements: quantity === 0 ? [] : [{ ...place, kind: 'ADJUST', quantity }] });

/**
 * Says what would have to be another for goods to be booked off a level, and how far it may go.
 * @param level null where nothing of the variant ever lay on the shelf.
 */
export function correctionRefused(
  { refused }: RefusedCorrection,
  level: LevelRow | null,
  units: 'delta' | 'counted' | 'quantity',
): UserError<UserErrorCode> {
  switch (refused) {
    case 'CONFLICT': {
      const now =
        level === null
          ? 'nothing of it ever lay on that shelf: leave the version out'
          : `the level is at version ${level.version} now: look at it again`;
      return userError(refused, now, ['input', 'expectedVersion']);
    }
    case 'INSUFFICIENT_STOCK': {
      const { onHand, allocated } = level ?? { onHand: 0, allocated: 0 };
      const most = `at most ${onHand - allocated} can be taken away: ${onHand} lie there, and ${allocated} of them are held for orders`;
      const least = `must be ${allocated} at least: so many are held for orders; what is missing of those is booked off when it is picked short`;
      return userError(refused, units === 'counted' ? least : most, ['input', units]);
    }
    default:
      return refused satisfies never;
  }
}
