import type { Viewer } from '@micromart/auth';
import { check, text, type UserError, userError } from '@micromart/input';
import { z } from 'zod';
import type { App, LevelRow } from '../app.ts';
import { adjustLevel } from '../domain/corrections.ts';
import type { StockMoveInput, UserErrorCode } from '../generated/resolvers.ts';
import { bookOnce } from './book-once.ts';
import { correctionRefused } from './correct-stock.ts';
import { MOST } from './receive-stock.ts';

export interface MovedStock {
  readonly from: LevelRow | null;
  readonly to: LevelRow | null;
  readonly userErrors: readonly UserError<UserErrorCode>[];
}

const move = z.object({
  quantity: z.int().min(1).max(MOST),
  expectedVersion: z
    .int()
    .nullish()
    .transform(value => value ?? null),
  idempotencyKey: text(200),
});

/** Carries goods that are held for nobody from shelf to shelf. */
export async function moveStock(app: App, viewer: Viewer, input: StockMoveInput): Promise<MovedStock> {
  const checked = check(move, input, ['input']);
  if (checked.userErrors !== undefined) return { from: null, to: null, userErrors: checked.userErrors };
  const { variantId, fromShelfId, toShelfId } = input;
  if (fromShelfId === toShelfId) {
    return { from: null, to: null, userErrors: [userError('INVALID', 'must be another shelf', ['input', 'toShelfId'])] };
  }
  const { quantity, expectedVersion, idempotencyKey } = checked.value;
  const { levels, userErrors } = await bookOnce(app, viewer, {
    operation: 'stockMove',
    idempotencyKey,
    request: [variantId, fromShelfId, toShelfId, quantity, expectedVersion],
    variantId,
    shelfIds: { fromShelfId, toShelfId },
    reference: null,
    opensLevels: shelfId => shelfId === toShelfId,
    decide: (levelOn, shelfOf) => {
      const level = levelOn(fromShelfId) ?? null;
      const taken = adjustLevel(level, -quantity, expectedVersion);
      if ('refused' in taken) return { userErrors: [correctionRefused(taken, level, 'quantity')] };
      return {
        movements: [
          { kind: 'MOVE_OUT', variantId, shelfId: fromShelfId, warehouseId: shelfOf(fromShelfId).warehouseId, quantity: -quantity },
          { kind: 'MOVE_IN', variantId, shelfId: toShelfId, warehouseId: shelfOf(toShelfId).warehouseId, quantity },
        ],
      };
    },
  });
  const on = (shelfId: string): LevelRow | null => levels.find(level => level.shelfId === shelfId) ?? null;
  return { from: on(fromShelfId), to: on(toShelfId), userErrors };
}
