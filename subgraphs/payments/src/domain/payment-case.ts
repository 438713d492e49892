/** How the newest payment of an order stands; NONE before there is one. In the order of the columns of the table in lifecycle.ts. */
export const statuses = ['NONE', 'PENDING', 'ACTION_REQUIRED', 'AUTHORIZED', 'CAPTURING', 'CAPTURED', 'FAILED', 'DENIED', 'VOIDED'] as const;
export type Status = (typeof statuses)[number];

/** What payments knows of one order: one row, locked by whoever touches the order. Plain JSON; amounts are minor units of the order's currency. */
export interface PaymentCase {
  readonly status: Status;
  /** Of the newest announcement. */
  readonly sequence: number;
  /** The newest payment's; a retry is a payment of its own. */
  readonly paymentId: string | null;
  /** How many payments there were. */
  readonly tries: number;
  readonly total: number;
  readonly captured: number;
  readonly refunded: number;
  /** Sent to the provider to be given back, and not answered yet. */
  readonly refunding: number;
  readonly failureCode: string | null;
  readonly failedAt: 'authorize' | 'capture' | null;
  /** Where the customer has to act. */
  readonly actionUrl: string | null;
  /** Until when a failed payment may be tried again, ISO 8601 in UTC; and the number of the event that said so. */
  readonly due: string | null;
  readonly dueSequence: number;
  /** Heard that the order is confirmed: what is authorized may be captured. */
  readonly confirmed: boolean;
  /** Heard that the order is off: what is held or taken goes back. Never taken back. */
  readonly closing: boolean;
}

/** Of an order that nothing was heard of. Any event may open it, a cancel too. */
export const emptyCase: PaymentCase = {
  status: 'NONE',
  sequence: 0,
  paymentId: null,
  tries: 0,
  total: 0,
  captured: 0,
  refunded: 0,
  refunding: 0,
  failureCode: null,
  failedAt: null,
  actionUrl: null,
  due: null,
  dueSequence: 0,
  confirmed: false,
  closing: false,
};

/** What was taken, is not given back, and is not about to be. */
export const leftToRefund = ({ captured, refunded, refunding }: PaymentCase): number => captured - refunded - refunding;
