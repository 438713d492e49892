import { z } from 'zod';
import { defineEvent } from './event.ts';
import { paymentState } from './parts.ts';

const row = { version: 1, publisher: 'payments', keyedBy: 'order' } as const;

export const paymentActionRequired = defineEvent({
  ...row,
  type: 'payment.action-required',
  meaning: 'The provider wants the customer to act, as in 3-D Secure.',
  payload: paymentState.extend({ url: z.string() }),
});
export const paymentAuthorized = defineEvent({ ...row, type: 'payment.authorized', meaning: 'The amount is held for us.', payload: paymentState });
export const paymentFailed = defineEvent({
  ...row,
  type: 'payment.failed',
  meaning: 'Refused while authorizing or capturing; another try is possible.',
  payload: paymentState.extend({ at: z.enum(['authorize', 'capture']) }),
});
export const paymentDenied = defineEvent({
  ...row,
  type: 'payment.denied',
  meaning: 'Refused for good: the action was denied, or fraud.',
  payload: paymentState,
});
export const paymentCaptured = defineEvent({ ...row, type: 'payment.captured', meaning: 'The money is ours.', payload: paymentState });
export const paymentVoided = defineEvent({
  ...row,
  type: 'payment.voided',
  meaning: 'Nothing is held any more, and nothing was taken.',
  payload: paymentState,
});
export const paymentRefunded = defineEvent({
  ...row,
  type: 'payment.refunded',
  meaning: 'Money went back; `refunded` is cumulative.',
  payload: paymentState,
});
