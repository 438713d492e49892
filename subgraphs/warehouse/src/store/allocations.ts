import { keysIn, type Sql } from '@micromart/database';
import type { AllocationRow } from '../app.ts';

const COLUMNS = `
  a.id, a.order_id AS "orderId", a.order_line_id AS "orderLineId", a.variant_id AS "variantId", a.shelf_id AS "shelfId",
  a.warehouse_id AS "warehouseId", a.quantity, a.status, a.sku, a.name, a.weight_grams AS "weightGrams", a.pick_task_id AS "pickTaskId", a.picked`;

/** Of some orders, whatever became of them. */
export async function allocationsOf(sql: Sql, orderIds: readonly string[]): Promise<readonly AllocationRow[]> {
  const { rows } = await sql.query<AllocationRow>({
    name: 'allocations_of_orders',
    text: `SELECT ${COLUMNS} FROM allocation a WHERE a.order_id = ANY(${keysIn('$1')}) ORDER BY a.order_id, a.id`,
    values: [orderIds],
  });
  return rows;
}

/** The lines of some pick tasks. */
export async function linesOfTasks(sql: Sql, pickTaskIds: readonly string[]): Promise<readonly AllocationRow[]> {
  const { rows } = await sql.query<AllocationRow>({
    name: 'lines_of_pick_tasks',
    text: `SELECT ${COLUMNS} FROM allocation a WHERE a.pick_task_id = ANY(${keysIn('$1')}) ORDER BY a.pick_task_id, a.id`,
    values: [pickTaskIds],
  });
  return rows;
}

/** Writes what can change of allocations; the order's case is locked. */
export async function saveAllocations(sql: Sql, rows: readonly AllocationRow[]): Promise<void> {
  await sql.query({
    name: 'save_allocations',
    text: `
      UPDATE allocation a SET quantity = n.quantity, status = n.status, pick_task_id = n.pick_task_id, picked = n.picked
      FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::int[]) AS n (id, quantity, status, pick_task_id, picked) WHERE a.id = n.id`,
    values: [
      rows.map(({ id }) => id),
      rows.map(({ quantity }) => quantity),
      rows.map(({ status }) => status),
      rows.map(({ pickTaskId }) => pickTaskId),
      rows.map(({ picked }) => picked),
    ],
  });
}

/** Adds a part of a line on a shelf where it had none. */
export async function insertAllocation(sql: Sql, row: AllocationRow): Promise<void> {
  await sql.query({
    name: 'insert_allocation',
    text: `
      INSERT INTO allocation (id, order_id, order_line_id, variant_id, shelf_id, warehouse_id, quantity, status, sku, name, weight_grams, pick_task_id, picked)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    values: [
      ...[row.id, row.orderId, row.orderLineId, row.variantId, row.shelfId, row.warehouseId, row.quantity, row.status],
      ...[row.sku, row.name, row.weightGrams, row.pickTaskId, row.picked],
    ],
  });
}
