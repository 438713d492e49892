import type { Redis } from 'ioredis';
import type { KnownVariant } from '../domain/warnings.ts';
import { defineScripts } from './scripts.ts';

const variantKey = (id: string): string => `variant:${id}`;

/** What carts has heard of variants, by the newest word of each publisher. */
export function knownVariantStore(redis: Redis) {
  const { learnVariant } = defineScripts(redis);
  return {
    async knownVariants(ids: readonly string[]): Promise<ReadonlyMap<string, KnownVariant>> {
      if (ids.length === 0) return new Map();
      const pipeline = redis.pipeline();
      for (const id of ids) pipeline.hmget(variantKey(id), 'name', 'sold', 'prices', 'available');
      const answers = (await pipeline.exec()) ?? [];
      return new Map(
        answers.flatMap(([error, answer], index) => {
          if (error !== null) throw error;
          const [name, sold, prices, available] = answer as (string | null)[];
          const id = ids[index];
          // warehouse may speak of a variant before shop does: it is known once shop has
          if (id === undefined || name === null || name === undefined) return [];
          return [
            [id, { id, name, sold: sold === '1', prices: JSON.parse(prices ?? '{}'), available: available == null ? null : Number(available) }],
          ];
        }),
      );
    },
    learnFromShop: (id: string, sequence: number, { name, sold, prices }: Pick<KnownVariant, 'name' | 'sold' | 'prices'>) =>
      learnVariant([variantKey(id)], ['shop', String(sequence), 'name', name, 'sold', sold ? '1' : '0', 'prices', JSON.stringify(prices)]),
    learnFromWarehouse: (id: string, sequence: number, available: number) =>
      learnVariant([variantKey(id)], ['warehouse', String(sequence), 'available', String(available)]),
  };
}
