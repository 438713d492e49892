import { sqlState } from '@micromart/database';
import type { AuthorizeRequest, ChargeStatus, OperationKind } from './api.ts';
import { CHARGE_COLUMNS, newId, type Books, type ChargeRow, type Page } from './books.ts';

export interface NewCharge extends AuthorizeRequest {
  readonly brand: string;
  readonly lastFour: string;
  readonly status: ChargeStatus;
  readonly failureCode: string | null;
  readonly final: boolean;
  /** The code that capturing will be declined with. */
  readonly captureDecline: string | null;
  readonly actionSecret: string | null;
  /** No webhook tells of it. */
  readonly silent: boolean;
}

/** From then on any replica may tell of a change that the one that made it has not told. */
export const TOLD_BY_OTHERS = `now() + interval '2 seconds'`;

type Changed = ChargeRow & { readonly occurredAt: Date | null };

/** Opens a charge and notes its authorization, in one statement; null when the key was used before. */
export async function openCharge(books: Books, charge: NewCharge): Promise<Page | null> {
  const operationId = newId('op');
  const { rows } = await books.query<Changed>({
    name: 'charge-open',
    text: `WITH c AS (
        INSERT INTO charge (id, reference, idempotency_key, amount, currency, token, return_url, brand, last_four, status, failure_code, final,
          capture_decline, action_secret, notified_version, tell_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, ${TOLD_BY_OTHERS})
        ON CONFLICT (idempotency_key) DO NOTHING RETURNING *
      ), o AS (
        INSERT INTO operation (id, charge_id, kind, amount, succeeded, failure_code, idempotency_key)
        SELECT $16, id, 'AUTHORIZATION', amount, status = 'authorized', failure_code, idempotency_key FROM c WHERE status <> 'action_required'
        RETURNING occurred_at
      ) SELECT ${CHARGE_COLUMNS}, (SELECT occurred_at FROM o) AS "occurredAt" FROM c`,
    values: [
      newId('ch'),
      charge.reference,
      charge.idempotencyKey,
      charge.amount,
      charge.currency,
      charge.token,
      charge.returnUrl,
      charge.brand,
      charge.lastFour,
      charge.status,
      charge.failureCode,
      charge.final,
      charge.captureDecline,
      charge.actionSecret,
      charge.silent ? 1 : 0,
      operationId,
    ],
  });
  return pageWith(rows[0], operationId, { kind: 'AUTHORIZATION', succeeded: charge.status === 'authorized', idempotencyKey: charge.idempotencyKey });
}

/** What can happen to a charge: when, what changes, and what is noted. `$3` is the amount, `$5` the failure code. */
const STEPS = {
  capture: {
    kind: 'CAPTURE',
    succeeded: true,
    when: `status = 'authorized' AND capture_decline IS NULL AND amount >= $3`,
    set: `status = 'captured', captured = $3`,
  },
  captureDeclined: { kind: 'CAPTURE', succeeded: false, when: `status = 'authorized'`, set: `status = 'declined', failure_code = $5` },
  void: { kind: 'VOID', succeeded: true, when: `status IN ('authorized', 'action_required')`, set: `status = 'voided'` },
  refund: { kind: 'REFUND', succeeded: true, when: `status = 'captured' AND captured - refunded >= $3`, set: `refunded = refunded + $3` },
  approve: { kind: 'AUTHORIZATION', succeeded: true, when: `status = 'action_required'`, set: `status = 'authorized'` },
  deny: { kind: 'AUTHORIZATION', succeeded: false, when: `status = 'action_required'`, set: `status = 'declined', failure_code = $5, final = true` },
  lapse: { kind: 'VOID', succeeded: true, when: `status = 'authorized'`, set: `status = 'lapsed'` },
} as const satisfies Record<string, { kind: OperationKind; succeeded: boolean; when: string; set: string }>;

export type StepName = keyof typeof STEPS;

export interface Step {
  readonly name: StepName;
  readonly chargeId: string;
  /** The whole charge when left out. */
  readonly amount?: number;
  readonly idempotencyKey?: string;
  readonly failureCode?: string;
}

/** Takes a step and notes it, in one statement; null when the charge's state does not allow it, or the key was used before. */
export async function takeStep(books: Books, { name, chargeId, amount, idempotencyKey, failureCode }: Step): Promise<Page | null> {
  const { kind, succeeded, when, set } = STEPS[name];
  const operationId = newId('op');
  try {
    const { rows } = await books.query<Changed>({
      name: `charge-${name}`,
      text: `WITH c AS (
          UPDATE charge SET ${set}, version = version + 1, tell_at = ${TOLD_BY_OTHERS} WHERE id = $1 AND ${when} RETURNING *
        ), o AS (
          INSERT INTO operation (id, charge_id, kind, amount, succeeded, idempotency_key, failure_code)
          SELECT $2, id, '${kind}', coalesce($3::bigint, amount), ${succeeded}, $4, $5::text FROM c RETURNING occurred_at
        ) SELECT ${CHARGE_COLUMNS}, (SELECT occurred_at FROM o) AS "occurredAt" FROM c`,
      values: [chargeId, operationId, amount ?? null, idempotencyKey ?? null, failureCode ?? null],
    });
    return pageWith(rows[0], operationId, { kind, succeeded, idempotencyKey: idempotencyKey ?? null, amount });
  } catch (error) {
    if (sqlState(error) === '23505') return null;
    throw error;
  }
}

function pageWith(
  row: Changed | undefined,
  operationId: string,
  noted: { kind: OperationKind; succeeded: boolean; idempotencyKey: string | null; amount?: number | undefined },
): Page | null {
  if (row === undefined) return null;
  const { occurredAt, ...charge } = row;
  if (occurredAt === null) return { charge, operations: [] };
  const { kind, succeeded, idempotencyKey } = noted;
  const operation = {
    id: operationId,
    chargeId: charge.id,
    kind,
    amount: String(noted.amount ?? charge.amount),
    succeeded,
    failureCode: succeeded ? null : charge.failureCode,
    idempotencyKey,
    occurredAt,
  };
  return { charge, operations: [operation] };
}
