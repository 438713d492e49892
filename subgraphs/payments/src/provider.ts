import { z } from 'zod';

/**
 * A payment provider, as payments sees it. Amounts are integers in minor units, times ISO 8601 in UTC. A call that rejects says nothing about
 * what was done; `find` does. The same idempotency key never does a thing twice.
 */
export interface PaymentProvider {
  /** Holds the amount. */
  authorize(request: AuthorizeRequest, signal: AbortSignal): Promise<ProviderAnswer>;
  /** Takes what is held. */
  capture(request: AmountRequest, signal: AbortSignal): Promise<ProviderAnswer>;
  /** Gives up what is held, or what waits for the customer. */
  void(request: ChargeRequest, signal: AbortSignal): Promise<ProviderAnswer>;
  /** Gives back some of what was captured. */
  refund(request: AmountRequest, signal: AbortSignal): Promise<ProviderAnswer>;
  /** By the key that it was authorized with. Null: the provider knows of no such charge. */
  find(request: { readonly idempotencyKey: string }, signal: AbortSignal): Promise<ChargeReport | null>;
  /** What was done between two moments (the end excluded), a page at a time: `after` is `next` of the page before. */
  ledger(request: LedgerRequest, signal: AbortSignal): Promise<LedgerPage>;
}

export interface AuthorizeRequest {
  readonly idempotencyKey: string;
  /** The payment's id. */
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  readonly token: string;
  readonly returnUrl: string | null;
}
export interface ChargeRequest {
  readonly idempotencyKey: string;
  readonly chargeId: string;
}
export interface AmountRequest extends ChargeRequest {
  readonly amount: number;
}
export interface LedgerRequest {
  readonly from: string;
  readonly to: string;
  readonly after: string | null;
}

const amount = z.int().nonnegative();

const charge = z.object({
  id: z.string(),
  reference: z.string(),
  status: z.enum(['action_required', 'authorized', 'captured', 'declined', 'voided', 'lapsed']),
  amount,
  currency: z.string(),
  captured: amount,
  /** Cumulative. */
  refunded: amount,
  failureCode: z.string().nullable(),
  /** Whether the refusal is for good. */
  final: z.boolean(),
  /** `Visa` */
  brand: z.string(),
  lastFour: z.string(),
  /** Where the customer acts. */
  actionUrl: z.string().nullable(),
  /** Grows by one at every change: an older report is known as such. */
  version: z.int(),
});

const operation = z.object({
  id: z.string(),
  kind: z.enum(['AUTHORIZATION', 'CAPTURE', 'VOID', 'REFUND']),
  amount,
  succeeded: z.boolean(),
  failureCode: z.string().nullable(),
  /** Null for what the customer or the bank did. */
  idempotencyKey: z.string().nullable(),
  occurredAt: z.iso.datetime(),
});

/** A charge as it is, with some or all of what was done to it. A webhook brings one too. */
export const chargeReport = z.object({ charge, operations: z.array(operation).readonly() });

/** `refusal` is null when the call was obeyed. A card that is declined is no refusal: the charge says it. */
export const providerAnswer = z.object({
  refusal: z.enum(['not_found', 'wrong_state', 'amount_too_large', 'idempotency_key_reused']).nullable(),
  report: chargeReport.nullable(),
});

export const ledgerPage = z.object({
  entries: z.array(operation.extend({ reference: z.string(), currency: z.string() })).readonly(),
  next: z.string().nullable(),
});

export type Charge = z.infer<typeof charge>;
export type ProviderOperation = z.infer<typeof operation>;
export type ChargeReport = z.infer<typeof chargeReport>;
export type ProviderAnswer = z.infer<typeof providerAnswer>;
export type LedgerPage = z.infer<typeof ledgerPage>;
