import { userError } from '@micromart/input';
import type { App } from '../app.ts';
import { announceVariants } from './announce-variants.ts';
import type { SavedPrices } from './set-prices.ts';
import { settlePrices } from './settle-prices.ts';

/** Takes back a price that has not begun; one that has is part of history, and a new price ends it. */
export async function cancelPrice(app: App, id: string): Promise<SavedPrices> {
  const price = await app.messaging.transaction(async tx => {
    const moment = await app.store.lockCatalog(tx);
    const found = await app.store.deleteScheduledPrice(tx, id, moment);
    if (found === undefined || found.begun) return found;
    const [variant] = await app.store.variantsByIdIn(tx, [found.variantId], 'staff');
    if (variant !== undefined) await announceVariants(app, tx, await settlePrices(app, tx, [variant.productId], moment), moment);
    return found;
  });
  if (price === undefined) return { variants: [], userErrors: [userError('NOT_FOUND', 'there is no such price', ['id'])] };
  return {
    variants: await app.store.variantsById([price.variantId], 'staff'),
    userErrors: price.begun ? [userError('CONFLICT', 'the price has begun already; set a new one instead', ['id'])] : [],
  };
}
