import type { Client } from '@micromart/sdk';
import { askForEach } from './aliased.ts';
import type { ReadProduct } from './products.ts';
import { addGoods, type Report } from './report.ts';
import type { ImportShelf } from './shelves.ts';

interface Found {
  readonly variants: readonly { readonly id: string; readonly sku: string; readonly stockLevels: readonly { readonly id: string }[] | null }[];
}
interface Received {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/**
 * Books the quantities of variants that no warehouse has heard of. The key of each receipt is made of the variant's id, so that an import which
 * was killed goes on where it was, and two at a time book once. Of what the warehouse knows, its own count is the true one.
 */
export async function bookStock(
  client: Client,
  products: readonly ReadProduct[],
  shelfOf: () => Promise<ImportShelf>,
  report: Report,
): Promise<void> {
  const stocked = products.filter(({ variants }) => variants.some(({ quantity }) => quantity > 0));
  const found = await askForEach<Found | null>(
    (document, variables) => client.request(document, variables),
    { operation: 'query', type: 'String!', field: variable => `product(slug: ${variable}) { variants { id sku stockLevels { id } } }` },
    stocked.map(({ slug }) => slug),
  );
  const first = stocked.flatMap((product, at) => {
    const known = new Map(found[at]?.variants.map(variant => [variant.sku, variant]));
    return product.variants.flatMap(({ input, quantity, line }) => {
      const variant = known.get(input.sku);
      if (quantity === 0 || variant === undefined) return [];
      if ((variant.stockLevels ?? []).length === 0) return [{ id: variant.id, quantity, line }];
      addGoods(report.known, quantity);
      return [];
    });
  });
  if (first.length === 0) return;
  const shelf = await shelfOf();
  report.shelf = shelf.label;
  const received = await askForEach<Received>(
    (document, variables) => client.request(document, variables),
    {
      operation: 'mutation',
      type: 'StockReceiveInput!',
      field: variable => `stockReceive(input: ${variable}) { userErrors { code message } }`,
    },
    first.map(({ id, quantity }) => ({ variantId: id, shelfId: shelf.id, quantity, reference: 'import', idempotencyKey: `import:${id}` })),
  );
  first.forEach(({ quantity, line }, at) => {
    const [refusal] = received[at]?.userErrors ?? [];
    if (refusal === undefined) addGoods(report.booked, quantity);
    // another import that ran at the same time was first, with another quantity or shelf
    else if (refusal.code === 'IDEMPOTENCY_KEY_REUSED') addGoods(report.known, quantity);
    else report.problems.push({ line, reason: `the ${quantity} units in stock were not booked: ${refusal.message}` });
  });
}
