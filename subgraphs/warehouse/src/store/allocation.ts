import type { Sql } from '@micromart/database';
import type { AllocationRow, CaseRow } from '../app.ts';
import type { FreeLevel } from '../domain/allocation-plan.ts';
import type { Status } from '../domain/index.ts';
import { assertAllBooked, BOOKED, type BookedLevel, BOOKING, type Booking, bookingValues, ShelvesChanged } from './booking.ts';

export interface Shelves {
  /** How the goods of the order stand by its case; null when nothing was heard of it. */
  readonly status: Status | null;
  readonly levels: readonly FreeLevel[];
}

/** All that a plan needs, in one statement and without a lock: the booking checks what it finds. */
export async function lookAtShelves(sql: Sql, orderId: string, variantIds: readonly string[]): Promise<Shelves> {
  const { rows } = await sql.query<{ [Field in keyof FreeLevel]: FreeLevel[Field] | null } & { status: Status | null }>({
    name: 'look_at_shelves',
    text: `
      SELECT (SELECT lifecycle ->> 'status' FROM order_case WHERE order_id = $1) AS status,
        l.variant_id AS "variantId", l.shelf_id AS "shelfId", s.warehouse_id AS "warehouseId", l.on_hand - l.allocated AS free
      FROM (SELECT) AS once LEFT JOIN (stock_level l JOIN shelf s ON s.id = l.shelf_id AND NOT s.for_returns)
        ON l.variant_id = ANY ($2) AND l.on_hand > l.allocated`,
    values: [orderId, variantIds],
  });
  const levels = rows.flatMap(({ variantId, shelfId, warehouseId, free }) =>
    variantId === null || shelfId === null || warehouseId === null || free === null ? [] : [{ variantId, shelfId, warehouseId, free }],
  );
  return { status: rows[0]?.status ?? null, levels };
}

/** Free goods of some variants in one warehouse. */
export async function freeInWarehouse(sql: Sql, variantIds: readonly string[], warehouseId: string): Promise<readonly FreeLevel[]> {
  const { rows } = await sql.query<FreeLevel>({
    name: 'free_in_warehouse',
    text: `
      SELECT l.variant_id AS "variantId", l.shelf_id AS "shelfId", s.warehouse_id AS "warehouseId", l.on_hand - l.allocated AS free
      FROM stock_level l JOIN shelf s ON s.id = l.shelf_id
      WHERE l.variant_id = ANY ($1) AND s.warehouse_id = $2 AND NOT s.for_returns AND l.on_hand > l.allocated`,
    values: [variantIds, warehouseId],
  });
  return rows;
}

const NEW_CASE = (first: number): string => `
  opened AS (
    INSERT INTO order_case (order_id, order_number, customer_id, lifecycle, missing) VALUES ($${first}, $${first + 1}, $${first + 2}, $${first + 3}, $${first + 4})
    ON CONFLICT (order_id) DO UPDATE SET order_number = EXCLUDED.order_number, customer_id = EXCLUDED.customer_id,
      lifecycle = EXCLUDED.lifecycle, missing = EXCLUDED.missing
      WHERE order_case.lifecycle ->> 'status' = 'NONE'
    RETURNING 1
  )`;

const caseValues = (row: CaseRow): readonly unknown[] => [
  row.orderId,
  row.orderNumber,
  row.customerId,
  JSON.stringify(row.lifecycle),
  JSON.stringify(row.missing),
];

/**
 * Opens the order's case with goods held for it: case, allocations, levels and ledger in one statement, to be the last of its transaction.
 * @throws ShelvesChanged when the shelves, or the case, are not as they were looked at.
 */
export async function holdOrder(sql: Sql, row: CaseRow, allocations: readonly AllocationRow[], booking: Booking): Promise<readonly BookedLevel[]> {
  const { rows } = await sql.query<BookedLevel & { opened: boolean }>({
    name: 'hold_order',
    text: `
      WITH ${BOOKING}, ${NEW_CASE(15)},
      held AS (
        INSERT INTO allocation (id, order_id, order_line_id, variant_id, shelf_id, warehouse_id, quantity, status, sku, name, weight_grams)
        SELECT a.id, $15, a.order_line_id, a.variant_id, a.shelf_id, a.warehouse_id, a.quantity, 'HELD', a.sku, a.name, a.weight_grams
        FROM unnest($20::text[], $21::text[], $22::text[], $23::text[], $24::text[], $25::int[], $26::text[], $27::text[], $28::int[])
          AS a (id, order_line_id, variant_id, shelf_id, warehouse_id, quantity, sku, name, weight_grams)
      )
      SELECT ${BOOKED}, EXISTS (SELECT FROM opened) AS opened FROM booked`,
    values: [...bookingValues(booking), ...caseValues(row), ...allocationValues(allocations)],
  });
  assertAllBooked(rows, booking);
  if (rows.some(({ opened }) => !opened)) throw new ShelvesChanged(`something else was heard of ${row.orderId} meanwhile`);
  return rows;
}

const allocationValues = (rows: readonly AllocationRow[]): readonly unknown[] => [
  rows.map(({ id }) => id),
  rows.map(({ orderLineId }) => orderLineId),
  rows.map(({ variantId }) => variantId),
  rows.map(({ shelfId }) => shelfId),
  rows.map(({ warehouseId }) => warehouseId),
  rows.map(({ quantity }) => quantity),
  rows.map(({ sku }) => sku),
  rows.map(({ name }) => name),
  rows.map(({ weightGrams }) => weightGrams),
];

/**
 * Opens the order's case without goods.
 * @throws ShelvesChanged when something else was heard of the order meanwhile.
 */
export async function openCase(sql: Sql, row: CaseRow): Promise<void> {
  const { rowCount } = await sql.query({ name: 'open_case', text: `WITH ${NEW_CASE(1)} SELECT FROM opened`, values: caseValues(row) });
  if (rowCount !== 1) throw new ShelvesChanged(`something else was heard of ${row.orderId} meanwhile`);
}
