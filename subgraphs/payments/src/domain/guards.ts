import type { Input } from './inputs.ts';
import { leftToRefund, type PaymentCase } from './payment-case.ts';

/** Tries an order gets, the first one included. */
export const triesAtMost = 10;

/** What the rules ask about a case, once it has taken note of what it heard. The names are read in the table and in its document. */
export const guards = {
  closing: state => state.closing,
  confirmed: state => state.confirmed,
  'something left to refund': state => leftToRefund(state) > 0,
  'may be tried again': (state, _input, now) =>
    !state.closing && state.tries < triesAtMost && state.due !== null && now.getTime() < Date.parse(state.due),
  'not closing, no more than is left': (state, input) =>
    !state.closing && input.type === 'refund' && input.amount > 0 && input.amount <= leftToRefund(state),
  'nothing new was refunded': (state, input) => input.type === 'provider.refunded' && input.refunded <= state.refunded,
} satisfies Record<string, (state: PaymentCase, input: Input, now: Date) => boolean>;

export type GuardName = keyof typeof guards;
