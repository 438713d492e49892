import { createHash } from 'node:crypto';
import type { Assortment } from './assortment.ts';
import { variantsOf } from './products.ts';
import type { SiteCode } from './seed-sites.ts';

/** Goods that lie in a warehouse to begin with. */
export interface OpeningStock {
  readonly sku: string;
  readonly site: SiteCode;
  readonly quantity: number;
  /** Which shelf: for a warehouse with `n` of them, the one at this number modulo `n`. */
  readonly place: number;
}

/**
 * Something of nearly every variant: most in Berlin, of a third a part in Leipzig too. How much and where follows from the SKU alone, so that
 * what lies anywhere stays there when the assortment grows.
 */
export const openingStock = ({ products }: Assortment): readonly OpeningStock[] =>
  products.flatMap(product => variantsOf(product, 1).flatMap(({ sku }) => stockOf(sku, product.stock?.[sku])));

function stockOf(sku: string, scarce: number | undefined): readonly OpeningStock[] {
  const dice = createHash('sha256').update(sku).digest();
  const place = dice.readUInt32BE(0);
  const inBerlin = scarce ?? 40 + (dice.readUInt16BE(4) % 160);
  const inLeipzig = scarce === undefined && dice.readUInt8(6) % 3 === 0 ? 20 + (dice.readUInt16BE(7) % 60) : 0;
  return [{ sku, site: 'BER', quantity: inBerlin, place } as const, { sku, site: 'LEJ', quantity: inLeipzig, place } as const].filter(
    ({ quantity }) => quantity > 0,
  );
}
