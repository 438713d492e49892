import { keysIn, type Sql } from '@micromart/database';

/**
 * Takes over what warehouse says of a variant, unless it said something newer before; a variant that the shop does not know is left alone.
 * @param sequence of the event that brings the news.
 */
export async function saveStock(sql: Sql, variantId: string, inStock: boolean, sequence: number): Promise<void> {
  // products before variants, as all who change the catalog lock them; and whoever comes second sees the other's variant
  const { rows } = await sql.query<{ id: string }>({
    name: 'lock_product_of_variant',
    text: 'SELECT p.id FROM product p WHERE p.id = (SELECT product_id FROM variant WHERE id = $1) FOR NO KEY UPDATE',
    values: [variantId],
  });
  const saved = await sql.query({
    name: 'save_stock_of_variant',
    text: 'UPDATE variant SET in_stock = $2, stock_sequence = $3 WHERE id = $1 AND stock_sequence < $3',
    values: [variantId, inStock, sequence],
  });
  if (saved.rowCount === 0) return;
  await refreshStock(
    sql,
    rows.map(({ id }) => id),
  );
}

/** Makes the own copies of products, which are locked, anew from those of their variants. */
export async function refreshStock(sql: Sql, productIds: readonly string[]): Promise<void> {
  await sql.query({
    name: 'refresh_stock_of_products',
    text: `
      UPDATE product p SET in_stock = x.in_stock
      FROM (SELECT product_id, bool_or(in_stock AND NOT removed) AS in_stock FROM variant WHERE product_id = ANY(${keysIn('$1')}) GROUP BY product_id) x
      WHERE p.id = x.product_id AND p.in_stock <> x.in_stock`,
    values: [productIds],
  });
}
