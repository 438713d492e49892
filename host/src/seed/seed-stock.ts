import { type Asking, Refused } from './asking.ts';
import type { Assortment } from './assortment.ts';
import { type OpeningStock, openingStock } from './opening-stock.ts';
import { seedSites } from './seed-sites.ts';

const RECEIVE =
  'mutation Receive($input: StockReceiveInput!) { stockReceive(input: $input) { stockLevel { id } userErrors { code message field } } }';

/** Receipts under way at a time; more would only wait for connections. */
const AT_ONCE = 6;

/** Builds the warehouses, and receives the opening stock of each variant in each of them once, however often this is played. */
export async function seedStock(ask: Asking, assortment: Assortment, ids: ReadonlyMap<string, string>): Promise<void> {
  const shelves = await seedSites(ask);
  const stock = openingStock(assortment);
  for (let from = 0; from < stock.length; from += AT_ONCE) {
    await Promise.all(stock.slice(from, from + AT_ONCE).map(goods => receive(ask, ids, shelves[goods.site], goods)));
  }
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
