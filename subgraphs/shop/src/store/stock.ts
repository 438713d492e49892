import type { Sql } from '@micromart/database';

/**
 * Takes over what warehouse says of a variant, unless it said something newer before; a variant that the shop does not know is left alone.
 * @param sequence of the event that brings the news.
 */
export async function saveStock(sql: Sql, variantId: string, inStock: boolean, sequence: number): Promise<void> {
  const { rows } = await sql.query<{ productId: string }>({
    name: 'save_stock_of_variant',
    text: `
      UPDATE variant SET in_stock = $2, stock_sequence = $3 WHERE id = $1 AND stock_sequence < $3 RETURNING product_id AS "productId"`,
    values: [variantId, inStock, sequence],
  });
  const [variant] = rows;
  if (variant !== undefined) await refreshStock(sql, [variant.productId]);
}

/** Makes the products' own copies anew from those of their variants. */
export async function refreshStock(sql: Sql, productIds: readonly string[]): Promise<void> {
  // whoever comes second must see the other's variant: the products are locked before variants are looked at
  await sql.query({
    name: 'lock_products_for_stock',
    text: 'SELECT FROM product WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE',
    values: [productIds],
  });
  await sql.query({
    name: 'refresh_stock_of_products',
    text: `
      UPDATE product p SET in_stock = x.in_stock
      FROM (SELECT product_id, bool_or(in_stock AND NOT removed) AS in_stock FROM variant WHERE product_id = ANY($1) GROUP BY product_id) x
      WHERE p.id = x.product_id AND p.in_stock <> x.in_stock`,
    values: [productIds],
  });
}
