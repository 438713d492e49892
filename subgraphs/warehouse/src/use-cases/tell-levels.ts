import { stockLevelChanged } from '@micromart/events';
import type { App } from '../app.ts';
import { availabilityOf, tellingOf } from '../domain/availability.ts';

/**
 * Tells the other subgraphs what can be promised of variants that changed: at most once a second a variant, and at once when it crosses 0 or
 * the reorder point. Bookings only note that there is something to tell, so that none waits for another's telling.
 */
export async function tellLevels(app: Pick<App, 'store' | 'messaging' | 'clock'>): Promise<void> {
  if (!(await app.store.hasUntold())) return;
  await app.messaging.transaction(async tx => {
    if (!(await app.store.claimTelling(tx))) return;
    const at = app.clock();
    const weighed = (await app.store.untoldStock(tx)).map(stock => {
      const now = availabilityOf(stock.available, stock.reorderPoint);
      return { stock, now, telling: tellingOf(stock.told, now, at) };
    });
    const told = weighed
      .filter(({ telling }) => telling === 'now')
      .map(({ stock, now }) => ({ ...now, variantId: stock.variantId, sequence: stock.sequence + 1, at }));
    for (const { variantId, sequence, available, inStock, lowStock } of told) {
      tx.publish(stockLevelChanged, { subject: variantId, sequence, data: { variantId, available, inStock, lowStock } });
    }
    const done = weighed.filter(({ telling }) => telling !== 'later').flatMap(({ stock }) => stock.changes);
    await app.store.noteTold(tx, done, told);
  });
}
