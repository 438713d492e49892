import type { Sql, Transaction } from '@micromart/database';
import type { Amounts } from '../domain/product.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';

export interface NewPrice extends Amounts {
  readonly id: string;
  readonly variantId: string;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
}

/** In one statement, however many there are: an import brings thousands. */
export async function insertPrices(sql: Sql, prices: readonly NewPrice[]): Promise<void> {
  await sql.query({
    name: 'insert_prices',
    text: `
      INSERT INTO price (id, variant_id, currency, amount, compare_at, valid_from, valid_until)
      SELECT id, "variantId", currency, amount, "compareAt", "validFrom", "validUntil"
      FROM jsonb_to_recordset($1::jsonb) AS x(id text, "variantId" text, currency text, amount int, "compareAt" int, "validFrom" timestamptz,
        "validUntil" timestamptz)`,
    values: [JSON.stringify(prices)],
  });
}

/** Deletes a price that has not begun at `moment`; its variant, or undefined where there is no such price. */
export async function deleteScheduledPrice(
  { prisma }: Transaction<PrismaClient>,
  id: string,
  moment: Date,
): Promise<{ readonly variantId: string; readonly begun: boolean } | undefined> {
  const price = await prisma.price.findFirst({ where: { id }, select: { variantId: true, validFrom: true } });
  if (price === null) return undefined;
  const begun = price.validFrom <= moment;
  if (!begun) await prisma.price.deleteMany({ where: { id } });
  return { variantId: price.variantId, begun };
}

/** Makes the copies that searches go by anew, from the prices that hold at `moment`. */
export async function refreshPriceSpans(sql: Sql, productIds: readonly string[], moment: Date): Promise<void> {
  await sql.query({ name: 'delete_price_spans', text: 'DELETE FROM price_span WHERE product_id = ANY($1)', values: [productIds] });
  await sql.query({
    name: 'insert_price_spans',
    text: `
      INSERT INTO price_span (product_id, currency, least, most, amounts)
      SELECT v.product_id, n.currency, min(n.amount), max(n.amount), array_agg(DISTINCT n.amount ORDER BY n.amount)
      FROM variant v CROSS JOIN LATERAL (
        SELECT DISTINCT ON (currency) currency, amount FROM price
        WHERE variant_id = v.id AND valid_from <= $2 AND (valid_until IS NULL OR valid_until > $2)
        ORDER BY currency, valid_from DESC, id DESC
      ) n
      WHERE v.product_id = ANY($1) AND NOT v.removed GROUP BY v.product_id, n.currency`,
    values: [productIds, moment],
  });
}

/** Variants of products whose price began or ended since their prices were settled last; from now on they are settled up to `moment`. */
export async function settleTurnedPrices(sql: Sql, productIds: readonly string[], moment: Date): Promise<readonly string[]> {
  const { rows } = await sql.query<{ id: string }>({
    name: 'settle_turned_prices',
    text: `
      WITH before AS (
        SELECT id, prices_settled_at FROM product WHERE id = ANY($1)
      ), settled AS (
        UPDATE product SET prices_settled_at = $2 WHERE id = ANY($1)
      )
      SELECT DISTINCT v.id
      FROM before b JOIN variant v ON v.product_id = b.id JOIN price x ON x.variant_id = v.id CROSS JOIN LATERAL (VALUES (x.valid_from), (x.valid_until)) t(at)
      WHERE t.at > b.prices_settled_at AND t.at <= $2 AND NOT v.removed`,
    values: [productIds, moment],
  });
  return rows.map(({ id }) => id);
}

/** When the next price of a product begins or ends after `moment`, for products that have such a moment. */
export async function nextPriceTurns(sql: Sql, productIds: readonly string[], moment: Date): Promise<readonly { productId: string; at: Date }[]> {
  const { rows } = await sql.query<{ productId: string; at: Date }>({
    name: 'next_price_turns',
    text: `
      SELECT v.product_id AS "productId", min(t.at) AS at
      FROM variant v JOIN price x ON x.variant_id = v.id CROSS JOIN LATERAL (VALUES (x.valid_from), (x.valid_until)) t(at)
      WHERE v.product_id = ANY($1) AND t.at > $2 GROUP BY v.product_id`,
    values: [productIds, moment],
  });
  return rows;
}
