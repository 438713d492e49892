import { keysIn, type Sql } from '@micromart/database';
import type { CaseRow, OrderKey } from '../app.ts';
import { emptyCase } from '../domain/index.ts';

/** Whose goods a viewer may see: all, or those of a customer's own orders and of orders whose tokens were presented. */
export type Visible = 'all' | { readonly customerId: string | null; readonly orderIds: readonly string[] };

const COLUMNS = 'order_id AS "orderId", order_number AS "orderNumber", customer_id AS "customerId", lifecycle, missing';

/** The case of an order, opened when there is none, and locked until the transaction ends. */
export async function lockCase(sql: Sql, orderId: string): Promise<CaseRow> {
  const { rows } = await sql.query<CaseRow>({
    name: 'lock_case',
    text: `INSERT INTO order_case (order_id, lifecycle) VALUES ($1, $2)
           ON CONFLICT (order_id) DO UPDATE SET order_id = EXCLUDED.order_id RETURNING ${COLUMNS}`,
    values: [orderId, JSON.stringify(emptyCase)],
  });
  const [row] = rows;
  if (row === undefined) throw new Error(`the case of ${orderId} was neither found nor opened`);
  return row;
}

export async function saveCase(sql: Sql, row: CaseRow): Promise<void> {
  await sql.query({
    name: 'save_case',
    text: 'UPDATE order_case SET order_number = $2, customer_id = $3, lifecycle = $4 WHERE order_id = $1',
    values: [row.orderId, row.orderNumber, row.customerId, JSON.stringify(row.lifecycle)],
  });
}

/** Which of some orders are known, and the viewer's to see. */
export async function visibleOrders(sql: Sql, orderIds: readonly string[], visible: Visible): Promise<readonly OrderKey[]> {
  const everything = visible === 'all';
  const { rows } = await sql.query<OrderKey>({
    name: 'visible_orders',
    text: `SELECT order_id AS id FROM order_case WHERE order_id = ANY(${keysIn('$1')}) AND ($2 OR customer_id = $3 OR order_id = ANY($4))`,
    values: [orderIds, everything, everything ? null : visible.customerId, everything ? [] : visible.orderIds],
  });
  return rows;
}
