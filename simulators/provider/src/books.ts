import { randomBytes } from 'node:crypto';
import type { Database } from '@micromart/database';
import type { ChargeStatus, FindRequest, LedgerPage, LedgerRequest, Operation, OperationKind, Report } from './api.ts';
import type { Charge as ChargeModel, Operation as OperationModel, PrismaClient } from './generated/prisma/client.ts';

export type Books = Database<PrismaClient>;

/** Plain statements give `bigint` as text. */
type Loose<Row> = { readonly [Column in keyof Row]: Row[Column] extends bigint ? bigint | string : Row[Column] };
export type ChargeRow = Loose<ChargeModel>;
export type OperationRow = Loose<OperationModel>;
/** A charge with operations on it, as the books have them. */
export interface Page {
  readonly charge: ChargeRow;
  readonly operations: readonly OperationRow[];
}

export const CHARGE_COLUMNS = `c.id, c.reference, c.idempotency_key AS "idempotencyKey", c.amount, c.currency, c.token, c.return_url AS "returnUrl",
  c.brand, c.last_four AS "lastFour", c.status, c.failure_code AS "failureCode", c.final, c.capture_decline AS "captureDecline",
  c.action_secret AS "actionSecret", c.captured, c.refunded, c.version, c.notified_version AS "notifiedVersion", c.created_at AS "createdAt"`;

export const newId = (prefix: 'ch' | 'op'): string => `${prefix}_${randomBytes(12).toString('hex')}`;

/** @param actionsAt where the pages for customers stand: `https://shop.example/provider`. */
export function reportOf({ charge, operations }: Page, actionsAt: string): Report {
  return {
    charge: {
      id: charge.id,
      reference: charge.reference,
      status: charge.status as ChargeStatus,
      amount: Number(charge.amount),
      currency: charge.currency,
      captured: Number(charge.captured),
      refunded: Number(charge.refunded),
      failureCode: charge.failureCode,
      final: charge.final,
      brand: charge.brand,
      lastFour: charge.lastFour,
      actionUrl: charge.status === 'action_required' ? `${actionsAt}/actions/${charge.actionSecret}` : null,
      version: charge.version,
    },
    operations: operations.map(operationOf),
  };
}

const operationOf = (row: OperationRow): Operation => ({
  id: row.id,
  kind: row.kind as OperationKind,
  amount: Number(row.amount),
  succeeded: row.succeeded,
  failureCode: row.failureCode,
  idempotencyKey: row.idempotencyKey,
  occurredAt: row.occurredAt.toISOString(),
});

/** The charge with all that was done to it, oldest first. */
export async function pageOf(books: Books, where: FindRequest | { readonly actionSecret: string }): Promise<Page | null> {
  const found = await books.prisma.charge.findFirst({
    where: 'chargeId' in where ? { id: where.chargeId } : where,
    orderBy: { createdAt: 'desc' },
    include: { operations: { orderBy: [{ occurredAt: 'asc' }, { id: 'asc' }] } },
  });
  return found && { charge: found, operations: found.operations };
}

const PAGE = 1_000;

export async function ledgerPage(books: Books, { from, to, after }: LedgerRequest): Promise<LedgerPage> {
  const rows = await books.prisma.operation.findMany({
    where: { occurredAt: { gte: new Date(from), lt: new Date(to) }, ...(after == null ? {} : { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: PAGE,
    include: { charge: { select: { reference: true, currency: true } } },
  });
  const entries = rows.map(row => ({
    ...operationOf(row),
    chargeId: row.chargeId,
    reference: row.charge.reference,
    currency: row.charge.currency,
  }));
  return { entries, next: rows.length < PAGE ? null : (rows.at(-1)?.id ?? null) };
}
