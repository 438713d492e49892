import { Redis } from 'ioredis';
import type { Inside } from '../running/shop.ts';
import { type Asking, askingAs } from './asking.ts';
import { assortment } from './assortment.ts';
import { seedCatalog } from './seed-catalog.ts';
import { seedStock } from './seed-stock.ts';
import { untilShopKnowsStock } from './until-shop-knows-stock.ts';
import { idsBySku } from './variant-ids.ts';

/** In Redis for as long as a seed is under way. */
const BEGUN = 'micromart:seed-begun';
const ANY_PRODUCT = 'query Any { products(first: 1) { edges { cursor } } }';

/** What a seed found: an empty shop, which is full now, or one with products of its own, which it left alone. */
export type SeedOutcome = 'seeded' | 'has products';

/**
 * Fills a shop without products through its own use cases. One that was killed on its way is gone on with at the next start: each step leaves
 * what is there already as it is. Several at a time do nothing twice.
 */
export async function seedOnce({ connections, passports, redisUrl }: Inside): Promise<SeedOutcome> {
  const redis = new Redis(redisUrl);
  try {
    const ask = askingAs(connections, passports);
    if ((await redis.exists(BEGUN)) === 0 && (await hasProducts(ask))) return 'has products';
    await redis.set(BEGUN, new Date().toISOString());
    await seedCatalog(ask, assortment);
    const ids = await idsBySku(ask, assortment);
    await seedStock(ask, assortment, ids);
    await untilShopKnowsStock(ask, [...ids.values()]);
    await redis.del(BEGUN);
    return 'seeded';
  } finally {
    redis.disconnect();
  }
}

async function hasProducts(ask: Asking): Promise<boolean> {
  const { products } = await ask<{ products: { edges: readonly unknown[] } }>('shop', ANY_PRODUCT);
  return products.edges.length > 0;
}
