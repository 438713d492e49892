import type { Sql } from '@micromart/database';

/** Sets it, and makes the levels that show it one version newer; returns their ids and versions. */
export async function setReorderPoint(
  sql: Sql,
  point: { readonly warehouseId: string; readonly variantId: string; readonly units: number; readonly at: Date },
): Promise<readonly { readonly id: string; readonly version: number }[]> {
  const { rows } = await sql.query<{ id: string; version: number }>({
    name: 'set_reorder_point',
    text: `
      WITH point AS (
        INSERT INTO reorder_point (warehouse_id, variant_id, units, updated_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (variant_id, warehouse_id) DO UPDATE SET units = EXCLUDED.units, updated_at = EXCLUDED.updated_at
      ), untold AS (INSERT INTO untold_change (variant_id) VALUES ($2)),
      locked AS MATERIALIZED (
        SELECT l.id FROM stock_level l JOIN shelf s ON s.id = l.shelf_id WHERE l.variant_id = $2 AND s.warehouse_id = $1
        ORDER BY l.variant_id, l.shelf_id FOR NO KEY UPDATE OF l
      )
      UPDATE stock_level l SET version = l.version + 1, updated_at = $4 FROM locked k WHERE l.id = k.id RETURNING l.id, l.version`,
    values: [point.warehouseId, point.variantId, point.units, point.at],
  });
  return rows;
}
