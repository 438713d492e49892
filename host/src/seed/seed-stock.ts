import { type Asking, Refused } from './asking.ts';
import type { Assortment } from './assortment.ts';
import { type OpeningStock, openingStock } from './opening-stock.ts';
import { seedSites } from './seed-sites.ts';

const RECEIVE =
  'mutation Receive($input: StockReceiveInput!) { stockReceive(input: $input) { stockLevel { id } userErrors { code message field } } }';

/** Receipts under way at a time; more would only wait for connections. */
const AT_ONCE = 6;

/** The opening stock in batches, each of which is received once the one before is. */
export function stockBatches(assortment: Assortment): readonly (readonly OpeningStock[])[] {
  const stock = openingStock(assortment);
  return Array.from({ length: Math.ceil(stock.length / AT_ONCE) }, (_, at) => stock.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
}

/**
 * Builds the warehouses, and receives the opening stock of each variant in each of them once, however often this is played.
 * @param batches of the opening stock, in their order.
 */
export async function seedStock(ask: Asking, batches: readonly (readonly OpeningStock[])[], ids: ReadonlyMap<string, string>): Promise<void> {
  const shelves = await seedSites(ask);
  for (const batch of batches) await Promise.all(batch.map(goods => receive(ask, ids, shelves[goods.site], goods)));
}

async function receive(ask: Asking, ids: ReadonlyMap<string, string>, shelves: readonly string[], goods: OpeningStock): Promise<void> {
  const { sku, site, quantity, place } = goods;
  const variantId = ids.get(sku);
  // it has another SKU since the seed was begun
  if (variantId === undefined) return;
  const shelfId = shelves[place % shelves.length];
  const input = { variantId, shelfId, quantity, reference: 'opening stock', idempotencyKey: `seed:${sku}:${site}` };
  try {
    await ask('warehouse', RECEIVE, { input });
  } catch (error) {
    // a seed of another release had received it before it was killed, with another quantity or onto another shelf
    if (!(error instanceof Refused) || error.code !== 'IDEMPOTENCY_KEY_REUSED') throw error;
  }
}
