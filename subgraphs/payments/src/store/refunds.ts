import type { Sql } from '@micromart/database';

export interface RefundRow {
  readonly id: string;
  readonly paymentId: string;
  readonly amount: number;
  readonly status: 'PENDING' | 'DONE' | 'REFUSED';
}

export async function refundById(sql: Sql, id: string): Promise<RefundRow | undefined> {
  const { rows } = await sql.query<RefundRow>({
    name: 'refund_by_id',
    text: 'SELECT id, payment_id AS "paymentId", amount::float8 AS amount, status FROM refund WHERE id = $1',
    values: [id],
  });
  return rows[0];
}

/** Whether no refund of a payment waits for the provider's answer. */
export async function areRefundsAnswered(sql: Sql, paymentId: string): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'refunds_pending',
    text: `SELECT 1 FROM refund WHERE payment_id = $1 AND status = 'PENDING' LIMIT 1`,
    values: [paymentId],
  });
  return rowCount === 0;
}
