import type { ReadProduct } from './products.ts';

/** How much goes into one request: the shop takes 1,000 products and a million bytes, and has ten seconds for an answer. */
export interface BatchLimits {
  readonly products: number;
  readonly bytes: number;
}

export const BATCH: BatchLimits = { products: 250, bytes: 500_000 };

/** Bytes of a product in a request. */
export const sizeOf = ({ input, variants }: ReadProduct): number => Buffer.byteLength(JSON.stringify([input, variants]));

/** Products in portions, in their order. What was read before a fault in the file comes before the fault. */
export async function* batchesOf(products: AsyncIterable<ReadProduct>, limits: BatchLimits = BATCH): AsyncGenerator<readonly ReadProduct[]> {
  let batch: ReadProduct[] = [];
  let bytes = 0;
  try {
    for await (const product of products) {
      const size = sizeOf(product);
      if (batch.length > 0 && (batch.length === limits.products || bytes + size > limits.bytes)) {
        yield batch;
        batch = [];
        bytes = 0;
      }
      batch.push(product);
      bytes += size;
    }
  } catch (error) {
    if (batch.length > 0) yield batch;
    throw error;
  }
  if (batch.length > 0) yield batch;
}
