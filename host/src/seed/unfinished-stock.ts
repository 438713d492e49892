import type { OpeningStock } from './opening-stock.ts';

/** What a seed finds in a shop that is not empty. */
export interface Found {
  /** How many products there are; of more than the sample has, any larger number. */
  readonly products: number;
  /** Whether each SKU of the sample is there. */
  readonly hasWholeSample: boolean;
  /** The codes of the warehouses in which a variant of the sample has a stock level, be it an empty one, by SKU. */
  readonly sites: ReadonlyMap<string, readonly string[]>;
}

/**
 * What a seed that was cut off has not received, in the batches that are left to it; none for a shop that is not surely such a one. The products
 * of the sample came in one transaction, levels are never deleted, and each batch waits for the one before: a seed that was cut off leaves the whole
 * sample and nothing beside it, and levels where its first batches lie and nowhere else. Whoever sells goods of their own, gave sample goods
 * another SKU or booked them into warehouses of their own has a shop that no seed may touch.
 * @param batches the whole opening stock.
 * @param products how many the sample has.
 */
export function unfinishedStock(found: Found, batches: readonly (readonly OpeningStock[])[], products: number): readonly (readonly OpeningStock[])[] {
  if (found.products > products || !found.hasWholeSample) return [];
  const isReceived = ({ sku, site }: OpeningStock): boolean => found.sites.get(sku)?.includes(site) ?? false;
  const received = batches.flat().filter(isReceived).length;
  const levels = [...found.sites.values()].reduce((sum, sites) => sum + new Set(sites).size, 0);
  if (levels > received) return [];
  const from = batches.findIndex(batch => !batch.every(isReceived));
  if (from === -1) return [];
  if (
    batches
      .slice(from + 1)
      .flat()
      .some(isReceived)
  )
    return [];
  return batches.slice(from).map(batch => batch.filter(goods => !isReceived(goods)));
}
