import { type UserError, userError } from '@micromart/input';
import { isId } from '@micromart/service';
import type { App, LevelRow } from '../app.ts';
import type { UserErrorCode } from '../generated/resolvers.ts';
import { tellOf } from './book-last.ts';
import { MOST } from './receive-stock.ts';

export interface VariantLevels {
  readonly stockLevels: readonly LevelRow[];
  readonly userErrors: readonly UserError<UserErrorCode>[];
}

/** Below it the variant counts as low in that warehouse; 0 means never. */
export async function setReorderPoint(
  app: App,
  { warehouseId, variantId, reorderPoint }: { readonly warehouseId: string; readonly variantId: string; readonly reorderPoint: number },
): Promise<VariantLevels> {
  const refuse = (code: UserErrorCode, message: string, field: string): VariantLevels => ({
    stockLevels: [],
    userErrors: [userError(code, message, [field])],
  });
  if (reorderPoint < 0 || reorderPoint > MOST) return refuse('INVALID', `must be from 0 to ${MOST}`, 'reorderPoint');
  if (!isId('var', variantId)) return refuse('NOT_FOUND', 'there is no such variant', 'variantId');
  if ((await app.store.warehouses([warehouseId])).length === 0) return refuse('NOT_FOUND', 'there is no such warehouse', 'warehouseId');
  await app.messaging.transaction(async tx =>
    tellOf(app, tx, await app.store.setReorderPoint(tx, { warehouseId, variantId, units: reorderPoint, at: app.clock() })),
  );
  const levels = await app.store.levelsOfVariants([variantId]);
  return { stockLevels: levels.filter(level => level.warehouseId === warehouseId), userErrors: [] };
}
