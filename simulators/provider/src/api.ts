/**
 * The provider's API, as it could stand behind HTTP: plain JSON in and out. Amounts are integers in minor units, times ISO 8601 in UTC.
 * A call that rejects says nothing about what was done: ask with `find`. The signal ends the waiting, never the work.
 */
export interface ProviderApi {
  /** Holds the amount. The same key gives the same charge again. */
  authorize(request: AuthorizeRequest, signal?: AbortSignal): Promise<Answer>;
  /** Takes what is held, at most once a charge. */
  capture(request: ChargeRequest, signal?: AbortSignal): Promise<Answer>;
  /** Gives up what is held, or what still waits for the customer. */
  void(request: VoidRequest, signal?: AbortSignal): Promise<Answer>;
  /** Gives money back, never more than was captured. */
  refund(request: ChargeRequest, signal?: AbortSignal): Promise<Answer>;
  /** By the key it was authorized with, by the provider's id, or the newest by the merchant's reference. Null: no such charge. */
  find(request: FindRequest, signal?: AbortSignal): Promise<Report | null>;
  /** What was done between two moments (the end excluded), a thousand a page. */
  ledger(request: LedgerRequest, signal?: AbortSignal): Promise<LedgerPage>;
}

export interface AuthorizeRequest {
  readonly idempotencyKey: string;
  /** The merchant's own name for it. */
  readonly reference: string;
  readonly amount: number;
  readonly currency: string;
  /** Stands for a card: see `tokens.ts`. */
  readonly token: string;
  /** Where the customer goes after an action. */
  readonly returnUrl: string | null;
}
export interface VoidRequest {
  readonly idempotencyKey: string;
  /** `ch_…` */
  readonly chargeId: string;
}
export interface ChargeRequest extends VoidRequest {
  readonly amount: number;
}
export type FindRequest = { readonly idempotencyKey: string } | { readonly chargeId: string } | { readonly reference: string };
export interface LedgerRequest {
  readonly from: string;
  readonly to: string;
  /** `next` of the page before. */
  readonly after?: string | null;
}

export type ChargeStatus = 'action_required' | 'authorized' | 'captured' | 'declined' | 'voided' | 'lapsed';

export interface Charge {
  readonly id: string;
  readonly reference: string;
  readonly status: ChargeStatus;
  readonly amount: number;
  readonly currency: string;
  readonly captured: number;
  readonly refunded: number;
  readonly failureCode: string | null;
  /** Whether the refusal is for good. */
  readonly final: boolean;
  /** `Visa` */
  readonly brand: string;
  readonly lastFour: string;
  /** Where the customer acts. */
  readonly actionUrl: string | null;
  /** Grows by one at every change, so that an older report is known as such. */
  readonly version: number;
}

export type OperationKind = 'AUTHORIZATION' | 'CAPTURE' | 'VOID' | 'REFUND';

export interface Operation {
  readonly id: string;
  readonly kind: OperationKind;
  readonly amount: number;
  readonly succeeded: boolean;
  readonly failureCode: string | null;
  /** Null for what the customer or the bank did. */
  readonly idempotencyKey: string | null;
  readonly occurredAt: string;
}

/** A charge as it is, with what was done to it: all of it when asked for, else what this report is about. */
export interface Report {
  readonly charge: Charge;
  readonly operations: readonly Operation[];
}

export type Refusal = 'not_found' | 'wrong_state' | 'amount_too_large' | 'idempotency_key_reused';

/** `refusal` is null when the call was obeyed; a card that was declined is no refusal, the charge says it. */
export interface Answer {
  readonly refusal: Refusal | null;
  readonly report: Report | null;
}

export interface LedgerEntry extends Operation {
  readonly chargeId: string;
  readonly reference: string;
  readonly currency: string;
}
export interface LedgerPage {
  readonly entries: readonly LedgerEntry[];
  readonly next: string | null;
}

/** The call did not get through, or its answer did not get back. */
export class ProviderUnreachable extends Error {
  override readonly name = 'ProviderUnreachable';
}
