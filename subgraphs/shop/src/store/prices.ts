import { keysIn, type Sql } from '@micromart/database';
import type { PriceRangeRow, PriceRow, SaleRow } from '../rows.ts';

/** What a product costs now, from its cheapest variant to its dearest, by the copies that searches go by. */
export async function priceRanges(sql: Sql, productIds: readonly string[], currency: string): Promise<readonly PriceRangeRow[]> {
  const { rows } = await sql.query<PriceRangeRow>({
    name: 'price_ranges',
    text: `SELECT product_id AS "productId", currency, least, most FROM price_span WHERE product_id = ANY(${keysIn('$1')}) AND currency = $2`,
    values: [productIds, currency],
  });
  return rows;
}

/** Variants that can be bought now in a currency, with what totals are made of; whoever asks, nothing else is sold. */
export async function salesOf(sql: Sql, variantIds: readonly string[], currency: string): Promise<readonly SaleRow[]> {
  const { rows } = await sql.query<SaleRow>({
    name: 'sales_of_variants',
    text: `
      SELECT v.id AS "variantId", x.amount, p.tax_class AS "taxClass"
      FROM variant v JOIN product p ON p.id = v.product_id CROSS JOIN LATERAL (
        SELECT amount FROM price
        WHERE variant_id = v.id AND currency = $2 AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now())
        ORDER BY valid_from DESC, id DESC LIMIT 1
      ) x
      WHERE v.id = ANY(${keysIn('$1')}) AND NOT v.removed AND p.status = 'ACTIVE'`,
    values: [variantIds, currency],
  });
  return rows;
}

/** A price with the variant that it is of. */
export type AheadRow = PriceRow & { readonly variantId: string };

/**
 * Prices that hold now or will, in every currency, by `validFrom`: all that have not ended, but for those that a later one, begun already and
 * ending no sooner, stands before for good.
 */
export async function pricesAhead(sql: Sql, variantIds: readonly string[]): Promise<readonly AheadRow[]> {
  const { rows } = await sql.query<AheadRow>({
    name: 'prices_ahead',
    text: `
      SELECT x.id, x.variant_id AS "variantId", x.currency, x.amount, x.compare_at AS "compareAt", x.valid_from AS "validFrom", x.valid_until AS "validUntil"
      FROM price x
      WHERE x.variant_id = ANY($1) AND (x.valid_until IS NULL OR x.valid_until > now()) AND NOT EXISTS (
        SELECT FROM price y
        WHERE y.variant_id = x.variant_id AND y.currency = x.currency AND y.valid_from <= now() AND (y.valid_from, y.id) > (x.valid_from, x.id)
          AND coalesce(y.valid_until, 'infinity') >= coalesce(x.valid_until, 'infinity')
      )
      ORDER BY x.variant_id, x.valid_from, x.id`,
    values: [variantIds],
  });
  return rows;
}
