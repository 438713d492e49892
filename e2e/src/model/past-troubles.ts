import type { Outside } from './outside.ts';
import type { States } from './participants.ts';

/** Whether customers can cancel such an order neither now nor ever after. */
export const isPastCancel = ({ stage }: States['orders']): boolean => stage === 'SHIPPED' || stage === 'DELIVERED' || stage === 'CANCELED';

/** Whether such a payment can be tried again neither now nor ever after. */
export const isPastRetry = ({ status, closing }: States['payments']): boolean => closing || status === 'CAPTURED' || status === 'DENIED';

/** Whether such a payment is sent to the provider for the first time no more: only trying again could send another. */
export const isSent = ({ status }: States['payments']): boolean => status !== 'NONE' && status !== 'PENDING';

/** Whether for such a payment nothing more will be authorized or captured than was asked for already. */
export const isPastTaking = (payment: States['payments']): boolean =>
  isPastRetry(payment) &&
  (payment.status === 'CAPTURED' || payment.status === 'DENIED' || payment.status === 'FAILED' || payment.status === 'VOIDED');

/**
 * The outside, rid of troubles that by its count may still come, and to such an order cannot: moments that differ in nothing else go on in the
 * same way. That what is past stays past is tried on the tables, one input at a time.
 */
export const withoutPastCancel = (orders: States['orders'], outside: Outside): Outside =>
  isPastCancel(orders) ? { ...outside, cancels: 0 } : outside;

/** The same of an order's payment. */
export function withoutPastTroubles(payments: States['payments'], outside: Outside): Outside {
  const retries = isPastRetry(payments) ? 0 : outside.retries;
  const willAuthorize = outside.calls.includes('authorize') || !(isPastTaking(payments) || (isSent(payments) && retries === 0));
  const willCapture = outside.calls.includes('capture') || !isPastTaking(payments);
  return { ...outside, retries, actions: willAuthorize ? outside.actions : 0, failedCaptures: willCapture ? outside.failedCaptures : 0 };
}
