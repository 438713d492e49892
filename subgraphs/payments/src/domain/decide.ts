import { guards } from './guards.ts';
import type { Input } from './inputs.ts';
import { type AnnouncementType, type Cell, type CommandKind, type Lifecycle, lifecycle, type NoEffect, type Rule } from './lifecycle.ts';
import { leftToRefund, type PaymentCase, type Status } from './payment-case.ts';

/** An event of payments, without the order's id and its currency. Amounts are minor units. */
export type Announcement = {
  readonly sequence: number;
  readonly paymentId: string;
  readonly amount: number;
  readonly captured: number;
  readonly refunded: number;
  readonly failureCode: string | null;
} & (
  | { readonly type: Exclude<AnnouncementType, 'payment.failed' | 'payment.action-required'> }
  | { readonly type: 'payment.failed'; readonly at: 'authorize' | 'capture' }
  | { readonly type: 'payment.action-required'; readonly url: string }
);

/** A call to the provider, to be made from a task, under a key made of the payment and the kind, so that twice is once. */
export type Command =
  | { readonly kind: Exclude<CommandKind, 'refund'>; readonly paymentId: string }
  | { readonly kind: 'refund'; readonly paymentId: string; readonly amount: number };

/** What comes from outside the case. */
export interface Circumstances {
  readonly now: Date;
  readonly newPaymentId: () => string;
}

export interface Decision {
  /** `applied`: write the state, publish and do the rest. The others write nothing. */
  readonly verdict: 'applied' | NoEffect;
  readonly state: PaymentCase;
  readonly announcements: readonly Announcement[];
  readonly commands: readonly Command[];
}
export type Decide = (state: PaymentCase, input: Input, circumstances: Circumstances) => Decision;

/** Decides by a table; the shop's own is `decide`. */
export const decideBy =
  (table: Lifecycle): Decide =>
  (before, input, { now, newPaymentId }) => {
    if ('paymentId' in input && input.paymentId !== before.paymentId) return ofOlderPayment(before, input);
    const noted = note(before, input);
    const rule = firstRule(table[input.type][before.status], noted, input, now);
    if (typeof rule === 'string') return { verdict: rule, state: before, announcements: [], commands: [] };
    const moved = booked(move(noted, rule, input, newPaymentId), input);
    return carryOut(rule, moved, input);
  };

/** What becomes of an order's payment when orders, the provider, the customer or staff speak. */
export const decide: Decide = decideBy(lifecycle);

/** It came to its end before the newest was begun; should it hold money after all, that is let go. */
const ofOlderPayment = (state: PaymentCase, { type, paymentId }: Extract<Input, { paymentId: string }>): Decision =>
  type === 'provider.authorized'
    ? { verdict: 'applied', state, announcements: [], commands: [{ kind: 'void', paymentId }] }
    : { verdict: 'late', state, announcements: [], commands: [] };

/** Takes note of what orders said; what is noted once is never forgotten. */
function note(state: PaymentCase, input: Input): PaymentCase {
  switch (input.type) {
    case 'order.placed':
    case 'order.payment-failed': {
      const noted = { ...state, total: input.data.total };
      return input.sequence > state.dueSequence ? { ...noted, due: input.data.paymentDueAt, dueSequence: input.sequence } : noted;
    }
    case 'order.confirmed':
      return { ...state, confirmed: true };
    case 'order.canceled':
      return { ...state, total: input.data.total, closing: true };
    default:
      return state;
  }
}

function firstRule(cell: Cell, state: PaymentCase, input: Input, now: Date): Rule | NoEffect {
  if (typeof cell === 'string') return cell;
  const found = cell.find(rule => typeof rule === 'string' || !rule.when || guards[rule.when](state, input, now));
  if (!found) throw new Error('a cell of the table has no rule that always holds');
  return found;
}

function move(state: PaymentCase, { to }: Rule, input: Input, newPaymentId: () => string): PaymentCase {
  if (!to) return state;
  const isNew = to === 'PENDING' || state.paymentId === null;
  const payment = isNew ? { paymentId: newPaymentId(), tries: state.tries + 1 } : {};
  return { ...state, ...payment, ...failureOf(to, state.status, input), status: to, actionUrl: 'url' in input ? input.url : null };
}

const failureOf = (to: Status, from: Status, input: Input): Pick<PaymentCase, 'failureCode' | 'failedAt'> => ({
  failureCode: 'failureCode' in input ? input.failureCode : null,
  failedAt: to === 'FAILED' ? (from === 'CAPTURING' ? 'capture' : 'authorize') : null,
});

/** What the provider's books say now. */
function booked(state: PaymentCase, input: Input): PaymentCase {
  switch (input.type) {
    case 'provider.captured':
      return { ...state, captured: state.total };
    case 'provider.refunded': {
      const more = Math.max(0, input.refunded - state.refunded);
      return { ...state, refunded: state.refunded + more, refunding: Math.max(0, state.refunding - more) };
    }
    case 'provider.refund-refused':
      return { ...state, refunding: Math.max(0, state.refunding - input.amount) };
    default:
      return state;
  }
}

function carryOut(rule: Rule, state: PaymentCase, input: Input): Decision {
  const announced = rule.announce === 'as it stands' ? asItStands(state) : (rule.announce ?? null);
  const amount = input.type === 'refund' ? input.amount : leftToRefund(state);
  const after = {
    ...state,
    sequence: state.sequence + (announced ? 1 : 0),
    refunding: state.refunding + (rule.command === 'refund' ? amount : 0),
  };
  return {
    verdict: 'applied',
    state: after,
    announcements: announced ? [announce(announced, after)] : [],
    commands: rule.command ? [commandOf(rule.command, after, amount)] : [],
  };
}

/** The announcement that says how the newest payment stands; none while an answer of the provider is awaited. */
function asItStands(state: PaymentCase): AnnouncementType | null {
  switch (state.status) {
    case 'NONE':
    case 'PENDING':
    case 'CAPTURING':
      return null;
    case 'ACTION_REQUIRED':
      return 'payment.action-required';
    case 'AUTHORIZED':
      return 'payment.authorized';
    case 'CAPTURED':
      return state.refunded > 0 ? 'payment.refunded' : 'payment.captured';
    case 'FAILED':
      return 'payment.failed';
    case 'DENIED':
      return 'payment.denied';
    case 'VOIDED':
      return 'payment.voided';
    default:
      return state.status satisfies never;
  }
}

const paymentOf = ({ paymentId, status }: PaymentCase): string => {
  if (paymentId === null) throw new Error(`a payment case that is ${status} has no payment`);
  return paymentId;
};

function announce(type: AnnouncementType, state: PaymentCase): Announcement {
  const { sequence, total: amount, captured, refunded, failureCode } = state;
  const said = { sequence, paymentId: paymentOf(state), amount, captured, refunded, failureCode };
  if (type === 'payment.failed') return { ...said, type, at: state.failedAt ?? 'authorize' };
  if (type === 'payment.action-required') return { ...said, type, url: state.actionUrl ?? '' };
  return { ...said, type };
}

const commandOf = (kind: CommandKind, state: PaymentCase, amount: number): Command =>
  kind === 'refund' ? { kind, paymentId: paymentOf(state), amount } : { kind, paymentId: paymentOf(state) };
