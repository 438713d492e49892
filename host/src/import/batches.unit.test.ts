import { expect, test } from '@jest/globals';
import { batchesOf } from './batches.ts';
import type { ReadProduct } from './products.ts';

const product = (slug: string): ReadProduct => ({
  line: 1,
  slug,
  input: { slug, name: slug },
  variants: [{ line: 1, quantity: 0, input: { sku: slug, weightGrams: 0 } }],
  type: undefined,
  isPartial: false,
});

async function* products(slugs: readonly string[], fault?: Error): AsyncGenerator<ReadProduct> {
  for (const slug of slugs) yield product(slug);
  if (fault !== undefined) throw fault;
}

test('a portion has as many products and bytes as one request takes', async () => {
  const sizes: number[] = [];
  for await (const batch of batchesOf(products(['a', 'b', 'c', 'd', 'e']), { products: 2, bytes: 10_000 })) sizes.push(batch.length);
  expect(sizes).toEqual([2, 2, 1]);
  const slugs: string[][] = [];
  for await (const batch of batchesOf(products(['a', 'x'.repeat(500), 'b', 'c']), { products: 10, bytes: 400 }))
    slugs.push(batch.map(({ slug }) => slug));
  expect(slugs).toEqual([['a'], ['x'.repeat(500)], ['b', 'c']]);
});

test('what was read before the file became unreadable goes in', async () => {
  const seen: string[] = [];
  const reading = (async () => {
    for await (const batch of batchesOf(products(['a', 'b'], new Error('no CSV from here')))) seen.push(...batch.map(({ slug }) => slug));
  })();
  await expect(reading).rejects.toThrow('no CSV from here');
  expect(seen).toEqual(['a', 'b']);
});
