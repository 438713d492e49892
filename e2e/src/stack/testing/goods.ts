import { randomUUID } from 'node:crypto';
import { ReceiveDocument, SitesDocument } from '@micromart/sdk';
import { variantId } from '../../testing/buying.ts';
import type { Visitor } from '../../testing/visitors.ts';

/** What the trials' shoppers buy, one piece of one of them each: product and SKU. */
export const GOODS = [
  ['enamel-mug', 'EM-WHITE'],
  ['enamel-mug', 'EM-FOREST'],
  ['enamel-mug', 'EM-SKY'],
  ['enamel-mug', 'EM-RED'],
] as const;

/** Receives so many pieces of each, so that no trial runs out of them. */
export async function stockUp(walter: Visitor, quantity: number): Promise<void> {
  const { warehouses } = await walter.request(SitesDocument);
  const shelves = warehouses?.find(({ code }) => code === 'BER')?.aisles.flatMap(aisle => aisle.shelves) ?? [];
  for (const [index, [slug, sku]] of GOODS.entries()) {
    const input = { variantId: await variantId(walter, slug, sku), shelfId: shelves[index]?.id ?? '', quantity, idempotencyKey: randomUUID() };
    const { stockReceive } = await walter.request(ReceiveDocument, { input });
    if (stockReceive?.stockLevel == null) throw new Error(`${sku} was not received: ${JSON.stringify(stockReceive)}`);
  }
}
