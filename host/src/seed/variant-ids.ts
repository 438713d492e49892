import type { Asking } from './asking.ts';
import type { Assortment } from './assortment.ts';
import { variantsOf } from './products.ts';

const SKUS_A_QUESTION = 50;

/** Ids of those variants of an assortment that the shop has, by SKU; many in one question, each under a name of its own. */
export async function idsBySku(ask: Asking, { products }: Assortment): Promise<ReadonlyMap<string, string>> {
  const skus = products.flatMap(product => variantsOf(product, 1).map(({ sku }) => sku));
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
