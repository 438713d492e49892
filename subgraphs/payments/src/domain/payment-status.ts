import type { PaymentCase } from './payment-case.ts';

/** How a payment stands, for people and for the API. */
export type PaymentStatus = 'PENDING' | 'ACTION_REQUIRED' | 'AUTHORIZED' | 'CAPTURED' | 'PARTIALLY_REFUNDED' | 'REFUNDED' | 'VOIDED' | 'FAILED';

/** The status of the newest payment. Throws where there is none. */
export function paymentStatusOf({ status, captured, refunded }: PaymentCase): PaymentStatus {
  switch (status) {
    case 'NONE':
      throw new Error('a case without a payment has no payment status');
    case 'CAPTURING':
      return 'AUTHORIZED';
    case 'CAPTURED':
      return refunded === 0 ? 'CAPTURED' : refunded < captured ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
    case 'DENIED':
      return 'FAILED';
    case 'PENDING':
    case 'ACTION_REQUIRED':
    case 'AUTHORIZED':
    case 'FAILED':
    case 'VOIDED':
      return status;
    default:
      return status satisfies never;
  }
}
