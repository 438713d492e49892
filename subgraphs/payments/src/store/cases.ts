import type { Sql } from '@micromart/database';
import type { CaseRow, PaymentRow, TransactionRow } from '../app.ts';
import { emptyCase } from '../domain/index.ts';

const COLUMNS = `order_id AS "orderId", customer_id AS "customerId", currency, lifecycle`;

/** The case of an order, locked until the transaction ends; opened when there is none yet. */
export async function lockCase(sql: Sql, orderId: string, isNew: boolean): Promise<CaseRow> {
  const found = isNew ? undefined : await lockExisting(sql, orderId);
  return found ?? (await openCase(sql, orderId));
}

async function lockExisting(sql: Sql, orderId: string): Promise<CaseRow | undefined> {
  const { rows } = await sql.query<CaseRow>({
    name: 'lock_case',
    text: `SELECT ${COLUMNS} FROM payment_case WHERE order_id = $1 FOR UPDATE`,
    values: [orderId],
  });
  return rows[0];
}

/** Whoever comes second finds, and locks, what the first one opened. */
async function openCase(sql: Sql, orderId: string): Promise<CaseRow> {
  const { rows } = await sql.query<CaseRow>({
    name: 'open_case',
    text: `INSERT INTO payment_case (order_id, lifecycle) VALUES ($1, $2)
      ON CONFLICT (order_id) DO UPDATE SET order_id = excluded.order_id RETURNING ${COLUMNS}`,
    values: [orderId, JSON.stringify(emptyCase)],
  });
  const [row] = rows;
  if (row === undefined) throw new Error(`the case of order ${orderId} was not opened`);
  return row;
}

/** What a step leaves behind. */
export interface CaseStep {
  readonly row: CaseRow;
  /** A payment that begins with this step. */
  readonly begun: Pick<PaymentRow, 'id' | 'number' | 'status' | 'currency' | 'amount' | 'methodName' | 'token' | 'returnUrl' | 'createdAt'> | null;
  /** How the newest payment stands now. */
  readonly standing: Standing | null;
  readonly transactions: readonly Omit<TransactionRow, 'currency'>[];
  readonly refunds: readonly NewRefund[];
  /** Refunds that the provider has carried out, and those that it refused. */
  readonly refundsDone: readonly string[];
  readonly refundsRefused: readonly string[];
}

export type Standing = Pick<PaymentRow, 'id' | 'status' | 'captured' | 'refunded' | 'failureCode' | 'actionUrl'> & {
  /** What the provider said of its charge; left out when it said nothing. */
  readonly charge: Pick<PaymentRow, 'methodName' | 'chargeId' | 'chargeVersion'> | null;
};

export interface NewRefund {
  readonly id: string;
  readonly paymentId: string;
  readonly amount: number;
  readonly reason: string;
  readonly requestedBy: string | null;
  readonly createdAt: Date;
}

/**
 * Writes a step of a locked case in one statement. Transactions that are known already are left alone.
 * @throws SQLSTATE 23505 by `payment_alive` should an order be asked for twice at a time.
 */
export async function saveCase(sql: Sql, { row, begun, standing, transactions, refunds, refundsDone, refundsRefused }: CaseStep): Promise<void> {
  await sql.query({
    name: 'save_case',
    text: `
      WITH saved AS (
        UPDATE payment_case SET lifecycle = $2, customer_id = $3, currency = $4 WHERE order_id = $1
      ), begun AS (
        INSERT INTO payment (id, order_id, number, status, currency, amount, method_name, token, return_url, created_at)
        SELECT id, $1, number, status, currency, amount, "methodName", token, "returnUrl", "createdAt"
        FROM jsonb_to_recordset($5::jsonb) AS p(id text, number int, status text, currency text, amount bigint, "methodName" text, token text,
          "returnUrl" text, "createdAt" timestamptz)
      ), stands AS (
        UPDATE payment SET status = $7, captured = $8, refunded = $9, failure_code = $10, action_url = $11, method_name = coalesce($12, method_name),
          charge_id = coalesce($13, charge_id), charge_version = greatest(charge_version, $14)
        WHERE id = $6
      ), moved AS (
        INSERT INTO payment_transaction (id, payment_id, kind, amount, succeeded, provider_reference, occurred_at)
        SELECT id, "paymentId", kind, amount, succeeded, "providerReference", "occurredAt"
        FROM jsonb_to_recordset($15::jsonb) AS t(id text, "paymentId" text, kind text, amount bigint, succeeded boolean, "providerReference" text,
          "occurredAt" timestamptz)
        ON CONFLICT (provider_reference) DO NOTHING
      ), promised AS (
        INSERT INTO refund (id, payment_id, amount, status, reason, requested_by, created_at)
        SELECT id, "paymentId", amount, 'PENDING', reason, "requestedBy", "createdAt"
        FROM jsonb_to_recordset($16::jsonb) AS r(id text, "paymentId" text, amount bigint, reason text, "requestedBy" text, "createdAt" timestamptz)
      )
      UPDATE refund SET status = CASE WHEN id = ANY($17) THEN 'DONE' ELSE 'REFUSED' END
      WHERE id = ANY($17::text[] || $18::text[]) AND status = 'PENDING'`,
    values: [
      row.orderId,
      JSON.stringify(row.lifecycle),
      row.customerId,
      row.currency,
      JSON.stringify(begun === null ? [] : [begun]),
      standing?.id ?? null,
      standing?.status ?? null,
      standing?.captured ?? null,
      standing?.refunded ?? null,
      standing?.failureCode ?? null,
      standing?.actionUrl ?? null,
      standing?.charge?.methodName ?? null,
      standing?.charge?.chargeId ?? null,
      standing?.charge?.chargeVersion ?? 0,
      JSON.stringify(transactions),
      JSON.stringify(refunds),
      refundsDone,
      refundsRefused,
    ],
  });
}
