import { keysIn, type Sql } from '@micromart/database';

/**
 * Takes over what warehouse says of a variant, unless it said something newer before; a variant that the shop does not know is left alone.
 * @param sequence of the event that brings the news.
 */
export async function saveStock(sql: Sql, variantId: string, inStock: boolean, sequence: number): Promise<void> {
  // products before variants, as all who change the catalog lock them; and whoever comes second sees what the first one wrote
  const { rows } = await sql.query<{ productId: string; wasInStock: boolean }>({
    name: 'save_stock_of_variant',
    text: `
      UPDATE variant SET in_stock = $2, stock_sequence = $3
      FROM (SELECT v.id, v.product_id, v.in_stock FROM product p JOIN variant v ON v.product_id = p.id WHERE v.id = $1 FOR NO KEY UPDATE OF p, v) AS locked
      WHERE variant.id = locked.id AND variant.stock_sequence < $3
      RETURNING locked.product_id AS "productId", locked.in_stock AS "wasInStock"`,
    values: [variantId, inStock, sequence],
  });
  const changed = rows.filter(({ wasInStock }) => wasInStock !== inStock).map(({ productId }) => productId);
  // in a statement of its own, which sees the product's other variants as they are now
  if (changed.length > 0) await refreshStock(sql, changed);
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
