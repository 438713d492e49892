import type { Inside } from '../running/shop.ts';
import { type Asking, askingAs } from './asking.ts';
import { assortment } from './assortment.ts';
import { variantsOf } from './products.ts';
import { seedCatalog } from './seed-catalog.ts';
import { seedStock, stockBatches } from './seed-stock.ts';
import { sitesBySku } from './sites-by-sku.ts';
import { unfinishedStock } from './unfinished-stock.ts';
import { untilShopKnowsStock } from './until-shop-knows-stock.ts';
import { idsBySku } from './variant-ids.ts';

const PRODUCTS = 'query Products($first: Int!) { products(first: $first) { edges { cursor } } }';

/** What a seed found: a shop that was empty, or that a seed had not finished, and is full now, or one with products, which it left alone. */
export type SeedOutcome = 'seeded' | 'has products';

/**
 * Fills a shop without products through its own use cases. One that was killed on its way is gone on with at the next start: each step leaves
 * what is there already as it is, and the databases tell how far it came. Several at a time do nothing twice.
 */
export async function seedOnce({ connections, passports }: Inside): Promise<SeedOutcome> {
  const ask = askingAs(connections, passports);
  const all = stockBatches(assortment);
  const products = await countProducts(ask);
  if (products === 0) await seedCatalog(ask, assortment);
  const batches = products === 0 ? all : await unfinished(ask, products, all);
  if (batches.length === 0) return 'has products';
  const ids = await idsBySku(ask, assortment);
  await seedStock(ask, batches, ids);
  await untilShopKnowsStock(ask, [...ids.values()]);
  return 'seeded';
}

async function unfinished(ask: Asking, products: number, all: ReturnType<typeof stockBatches>): Promise<typeof all> {
  const sample = assortment.products.length;
  // a shop with goods of its own is asked nothing more
  if (products > sample) return [];
  const ids = await idsBySku(ask, assortment);
  const hasWholeSample = assortment.products.every(product => variantsOf(product, 1).every(({ sku }) => ids.has(sku)));
  return unfinishedStock({ products, hasWholeSample, sites: await sitesBySku(ask, ids) }, all, sample);
}

/** Up to one more than the sample has. */
async function countProducts(ask: Asking): Promise<number> {
  const { products } = await ask<{ products: { edges: readonly unknown[] } }>('shop', PRODUCTS, { first: assortment.products.length + 1 });
  return products.edges.length;
}
