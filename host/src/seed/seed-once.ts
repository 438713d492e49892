import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Inside } from '../running/shop.ts';
import { askingAs } from './asking.ts';
import { assortment } from './assortment.ts';
import { seedCatalog } from './seed-catalog.ts';
import { seedStock, untilShopKnowsStock } from './seed-stock.ts';

const MARK = 'micromart:seeded';

/**
 * Fills an empty shop through its own use cases. Each step can be repeated without doing anything twice, so that a seed that was killed goes on
 * at the next start; once done, it is not looked at again until the assortment itself changes. Resolves to whether there was anything to do.
 */
export async function seedOnce({ connections, passports, redisUrl }: Inside): Promise<boolean> {
  const redis = new Redis(redisUrl);
  try {
    const wanted = createHash('sha256').update(JSON.stringify(assortment)).digest('hex');
    if ((await redis.get(MARK)) === wanted) return false;
    const ask = askingAs(connections, passports);
    await seedCatalog(ask, assortment);
    await seedStock(ask, assortment);
    await untilShopKnowsStock(ask, assortment);
    await redis.set(MARK, wanted);
    return true;
  } finally {
    redis.disconnect();
  }
}
