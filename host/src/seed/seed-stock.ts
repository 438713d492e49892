import { setTimeout as sleep } from 'node:timers/promises';
import type { Asking } from './asking.ts';
import type { Assortment } from './assortment.ts';
import { variantsOf } from './products.ts';

const SITES = 'query Sites { warehouses { id code aisles { id code shelves { id code } } } }';
const WAREHOUSE = 'mutation Save($input: WarehouseInput!) { warehouseSave(input: $input) { warehouse { id } userErrors { code message field } } }';
const AISLE = 'mutation Save($input: AisleInput!) { aisleSave(input: $input) { aisle { id } userErrors { code message field } } }';
const SHELF = 'mutation Save($input: ShelfInput!) { shelfSave(input: $input) { shelf { id } userErrors { code message field } } }';
const RECEIVE =
  'mutation Receive($input: StockReceiveInput!) { stockReceive(input: $input) { stockLevel { id } userErrors { code message field } } }';

const SITES_TO_BUILD = [
  { code: 'BER', name: 'Berlin', aisles: 4, shelves: 10 },
  { code: 'LEJ', name: 'Leipzig', aisles: 3, shelves: 8 },
] as const;

interface Sites {
  readonly warehouses: readonly {
    readonly id: string;
    readonly code: string;
    readonly aisles: readonly {
      readonly id: string;
      readonly code: string;
      readonly shelves: readonly { readonly id: string; readonly code: string }[];
    }[];
  }[];
}

/** Two warehouses, and something of nearly every variant on their shelves: most in Berlin, a part in Leipzig too. */
export async function seedStock(ask: Asking, { products }: Assortment): Promise<void> {
  const shelves = await buildSites(ask);
  const goods = products.flatMap(product => variantsOf(product, 1).map(({ sku }) => ({ sku, scarce: product.stock?.[sku] })));
  const ids = await variantIds(
    ask,
    goods.map(({ sku }) => sku),
  );
  await inPortions([...goods.entries()], AT_ONCE, async ([number, { sku, scarce }]) => {
    const variantId = ids.get(sku);
    if (variantId === undefined) throw new Error(`the seeded variant ${sku} is not in the catalog`);
    const inBerlin = scarce ?? 40 + ((number * 37) % 160);
    const inLeipzig = scarce === undefined && number % 3 === 0 ? 20 + ((number * 13) % 60) : 0;
    if (inBerlin > 0) await receive(ask, variantId, sku, shelfAt(shelves.BER, number), inBerlin);
    if (inLeipzig > 0) await receive(ask, variantId, sku, shelfAt(shelves.LEJ, number), inLeipzig);
  });
}

/** Receipts under way at a time; more would only wait for connections. */
const AT_ONCE = 6;
const SKUS_A_QUESTION = 50;

async function inPortions<Item>(items: readonly Item[], size: number, work: (item: Item) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += size) await Promise.all(items.slice(from, from + size).map(work));
}

/** Ids by SKU; many in one question, each under a name of its own. */
async function variantIds(ask: Asking, skus: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let from = 0; from < skus.length; from += SKUS_A_QUESTION) {
    const some = skus.slice(from, from + SKUS_A_QUESTION);
    const fields = some.map((sku, index) => `v${index}: variant(sku: ${JSON.stringify(sku)}) { id }`);
    const answers = await ask<Record<string, { id: string } | null>>('shop', `query Variants { ${fields.join(' ')} }`);
    some.forEach((sku, index) => {
      const id = answers[`v${index}`]?.id;
      if (id !== undefined) found.set(sku, id);
    });
  }
  return found;
}

const IN_STOCK = 'query InStock { products(first: 1, filter: { inStock: true }) { totalCount } }';
/** Events take moments; a seed that waits for longer than this waits for something that is broken (milliseconds). */
const PATIENCE = 30_000;

/** Resolves when the shop's own copy of stock has caught up with the shelves: a list that says "sold out" would be wrong for a moment. */
export async function untilShopKnowsStock(ask: Asking, { products }: Assortment): Promise<void> {
  const stocked = products.filter(product => variantsOf(product, 1).some(({ sku }) => product.stock?.[sku] !== 0)).length;
  for (const end = Date.now() + PATIENCE; ; ) {
    const { products: known } = await ask<{ products: { totalCount: number } }>('shop', IN_STOCK);
    if (known.totalCount >= stocked) return;
    if (Date.now() > end) throw new Error(`the shop knows of stock of ${known.totalCount} products, not of ${stocked}`);
    await sleep(50);
  }
}

const shelfAt = (shelves: readonly string[], number: number): string => shelves[number % shelves.length] as string;

const receive = (ask: Asking, variantId: string, sku: string, shelfId: string, quantity: number): Promise<unknown> =>
  ask('warehouse', RECEIVE, { input: { variantId, shelfId, quantity, reference: 'opening stock', idempotencyKey: `seed:${sku}:${shelfId}` } });

async function buildSites(ask: Asking): Promise<Record<(typeof SITES_TO_BUILD)[number]['code'], string[]>> {
  const { warehouses } = await ask<Sites>('warehouse', SITES);
  const built: Record<string, string[]> = {};
  for (const site of SITES_TO_BUILD) {
    const known = warehouses.find(({ code }) => code === site.code);
    const warehouseId =
      known?.id ??
      (await ask<{ warehouseSave: { warehouse: { id: string } } }>('warehouse', WAREHOUSE, { input: { code: site.code, name: site.name } }))
        .warehouseSave.warehouse.id;
    const ids: string[] = [];
    for (let aisle = 1; aisle <= site.aisles; aisle += 1) {
      const code = `A${String(aisle).padStart(2, '0')}`;
      const knownAisle = known?.aisles.find(other => other.code === code);
      const aisleId =
        knownAisle?.id ??
        (await ask<{ aisleSave: { aisle: { id: string } } }>('warehouse', AISLE, { input: { warehouseId, code } })).aisleSave.aisle.id;
      for (let shelf = 1; shelf <= site.shelves; shelf += 1) {
        const shelfCode = String(shelf).padStart(2, '0');
        const knownShelf = knownAisle?.shelves.find(other => other.code === shelfCode);
        ids.push(
          knownShelf?.id ??
            (await ask<{ shelfSave: { shelf: { id: string } } }>('warehouse', SHELF, { input: { aisleId, code: shelfCode } })).shelfSave.shelf.id,
        );
      }
    }
    built[site.code] = ids;
  }
  return built as Record<(typeof SITES_TO_BUILD)[number]['code'], string[]>;
}
