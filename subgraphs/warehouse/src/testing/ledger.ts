import type { App } from '../app.ts';

/** Levels that the ledger does not sum to, or that hold another number than the orders' allocations; empty when the books agree. */
export async function disagreements(app: App): Promise<readonly unknown[]> {
  const { rows } = await app.messaging.database.query({
    text: `
      WITH ledger AS (
        SELECT variant_id, shelf_id,
          sum(quantity) FILTER (WHERE kind NOT IN ('ALLOCATE', 'RELEASE')) AS on_hand,
          sum(quantity) FILTER (WHERE kind IN ('ALLOCATE', 'RELEASE', 'SHIP')) AS allocated
        FROM stock_movement GROUP BY variant_id, shelf_id
      ), held AS (SELECT variant_id, shelf_id, sum(quantity) AS allocated FROM allocation WHERE status = 'HELD' GROUP BY variant_id, shelf_id)
      SELECT l.variant_id, l.shelf_id, l.on_hand, l.allocated, ledger.on_hand AS ledger_on_hand, ledger.allocated AS ledger_allocated, held.allocated AS held
      FROM stock_level l FULL JOIN ledger USING (variant_id, shelf_id) FULL JOIN held USING (variant_id, shelf_id)
      WHERE l.on_hand IS DISTINCT FROM coalesce(ledger.on_hand, 0) OR l.allocated IS DISTINCT FROM coalesce(ledger.allocated, 0)
        OR l.allocated IS DISTINCT FROM coalesce(held.allocated, 0)`,
  });
  return rows;
}
