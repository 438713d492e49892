import type { MessagingTransaction } from '@micromart/messaging';
import type { App } from '../app.ts';

/** The kind of the task that comes back when a scheduled price begins or ends; its key is the product. */
export const PRICE_TURN = 'price turn';

/**
 * Brings what follows from prices up to `moment`: the copies that searches go by, and the task that comes back when the next price begins or
 * ends.
 * @returns the variants whose price changed since this was done last, for others to hear of.
 */
export async function settlePrices(app: App, tx: MessagingTransaction, productIds: readonly string[], moment: Date): Promise<readonly string[]> {
  if (productIds.length === 0) return [];
  await app.store.refreshPriceSpans(tx, productIds, moment);
  const turns = new Map((await app.store.nextPriceTurns(tx, productIds, moment)).map(({ productId, at }) => [productId, at]));
  for (const productId of productIds) {
    const dueAt = turns.get(productId);
    if (dueAt === undefined) tx.unschedule(productId, PRICE_TURN);
    else tx.schedule({ kind: PRICE_TURN, key: productId, dueAt });
  }
  return app.store.settleTurnedPrices(tx, productIds, moment);
}
