import { keysIn, type Sql } from '@micromart/database';
import type { PaymentRow, TransactionRow } from '../app.ts';

/** Which payments a viewer may see: all, or those of a customer's own orders and of orders whose tokens were presented. */
export type Visible = 'all' | { readonly customerId: string | null; readonly orderIds: readonly string[] };

// amounts stay far below 2^53 minor units, and float8 is what JavaScript's numbers are
const COLUMNS = `
  p.id, p.order_id AS "orderId", p.number, p.status, p.currency, p.amount::float8 AS amount, p.captured::float8 AS captured,
  p.refunded::float8 AS refunded, p.failure_code AS "failureCode", p.method_name AS "methodName", p.action_url AS "actionUrl", p.token,
  p.return_url AS "returnUrl", p.charge_id AS "chargeId", p.charge_version AS "chargeVersion", p.created_at AS "createdAt"`;

const VISIBLE = `($2 OR c.customer_id = $3 OR p.order_id = ANY($4))`;

const viewerValues = (visible: Visible): readonly unknown[] => (visible === 'all' ? [true, null, []] : [false, visible.customerId, visible.orderIds]);

export async function paymentsById(sql: Sql, ids: readonly string[], visible: Visible): Promise<readonly PaymentRow[]> {
  const { rows } = await sql.query<PaymentRow>({
    name: 'payments_by_id',
    text: `SELECT ${COLUMNS} FROM payment p JOIN payment_case c ON c.order_id = p.order_id WHERE p.id = ANY(${keysIn('$1')}) AND ${VISIBLE}`,
    values: [ids, ...viewerValues(visible)],
  });
  return rows;
}

/** The newest first. */
export async function paymentsOfOrders(sql: Sql, orderIds: readonly string[], visible: Visible): Promise<readonly PaymentRow[]> {
  const { rows } = await sql.query<PaymentRow>({
    name: 'payments_of_orders',
    text: `SELECT ${COLUMNS} FROM payment p JOIN payment_case c ON c.order_id = p.order_id
      WHERE p.order_id = ANY(${keysIn('$1')}) AND ${VISIBLE} ORDER BY p.order_id, p.number DESC`,
    values: [orderIds, ...viewerValues(visible)],
  });
  return rows;
}

/** Of which orders some payments are: so that an order's token can be checked before anything of the payment is read. */
export async function ordersOfPayments(sql: Sql, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql.query<{ orderId: string }>({
    name: 'orders_of_payments',
    text: 'SELECT DISTINCT order_id AS "orderId" FROM payment WHERE id = ANY($1)',
    values: [ids],
  });
  return rows.map(({ orderId }) => orderId);
}

/** Whether an order that the viewer may see has been heard of. */
export async function isOrderVisible(sql: Sql, orderId: string, visible: Visible): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'order_visible',
    text: 'SELECT 1 FROM payment_case WHERE order_id = $1 AND ($2 OR customer_id = $3 OR order_id = ANY($4))',
    values: [orderId, ...viewerValues(visible)],
  });
  return rowCount === 1;
}

/** Oldest first. */
export async function transactionsOf(sql: Sql, paymentIds: readonly string[]): Promise<readonly TransactionRow[]> {
  const { rows } = await sql.query<TransactionRow>({
    name: 'transactions_of_payments',
    text: `SELECT t.id, t.payment_id AS "paymentId", t.kind, p.currency, t.amount::float8 AS amount, t.succeeded,
        t.provider_reference AS "providerReference", t.occurred_at AS "occurredAt"
      FROM payment_transaction t JOIN payment p ON p.id = t.payment_id WHERE t.payment_id = ANY(${keysIn('$1')}) ORDER BY t.occurred_at, t.id`,
    values: [paymentIds],
  });
  return rows;
}

/** What a report by the provider says, as far as it can be known already. */
export interface ReportMarks {
  readonly paymentId: string;
  readonly version: number;
  readonly operationIds: readonly string[];
}

/** Of which order the payment is, and whether it was told all of this before; undefined when there is no such payment. */
export async function isReportKnown(sql: Sql, report: ReportMarks): Promise<{ readonly orderId: string; readonly known: boolean } | undefined> {
  const { rows } = await sql.query<{ orderId: string; known: boolean }>({
    name: 'report_known',
    text: `SELECT order_id AS "orderId", charge_version >= $2 AND cardinality($3::text[]) =
        (SELECT count(*) FROM payment_transaction WHERE provider_reference = ANY($3)) AS known
      FROM payment WHERE id = $1`,
    values: [report.paymentId, report.version, report.operationIds],
  });
  return rows[0];
}
