import type { DeadlineKind, Deadlines, OrderState } from './order-state.ts';
import { isSettled } from './settled.ts';

/** How long an order waits for what. Milliseconds. */
export interface OrderTiming {
  /** For the payment, from the placing on. */
  readonly payment: number;
  /** For the payment, after a capture failed. */
  readonly paymentAfterFailedCapture: number;
  /** For a guest whose payment failed, at most: he may not come back. */
  readonly paymentOfGuest: number;
  /** For an answer, before the stage is announced again; doubled each time. */
  readonly answer: number;
  /** The same while parcels are being called back. */
  readonly answerToCancel: number;
  readonly answerAtMost: number;
  /** For the stage to pass, before people are called. SHIPPED counts from the promised delivery. */
  readonly patience: { readonly processing: number; readonly afterPromise: number; readonly otherwise: number };
}

const minutes = (count: number): number => count * 60_000;
const days = (count: number): number => count * 86_400_000;

export const defaultTiming: OrderTiming = {
  payment: minutes(30),
  paymentAfterFailedCapture: minutes(30),
  paymentOfGuest: minutes(10),
  answer: minutes(1),
  answerToCancel: 15_000,
  answerAtMost: minutes(10),
  patience: { processing: days(3), afterPromise: days(7), otherwise: minutes(15) },
};

/** A deadline that the order sets to `due` (ISO 8601 in UTC), or takes back. */
export interface DeadlineChange {
  readonly deadline: DeadlineKind;
  readonly due: string | null;
}

export const deadlineChanges = (before: Deadlines, after: Deadlines): DeadlineChange[] =>
  (['payment', 'answer', 'patience'] as const)
    .filter(deadline => before[deadline] !== after[deadline])
    .map(deadline => ({ deadline, due: after[deadline] }));

const later = (now: Date, milliseconds: number): string => new Date(now.getTime() + milliseconds).toISOString();

/** Whether a deadline that a task reports as passed is still the one that the order has set. */
export const hasPassed = ({ deadlines }: OrderState, deadline: DeadlineKind, now: Date): boolean => {
  const due = deadlines[deadline];
  return due !== null && Date.parse(due) <= now.getTime();
};

/** Until when a payment may be tried again, or finished. `anew`: its capture failed now, so that time is given once more. */
export function paymentDue(state: OrderState, anew: boolean, now: Date, timing: OrderTiming): string {
  const given = anew ? null : state.deadlines.payment;
  const due = given ?? later(now, timing.paymentAfterFailedCapture);
  const forGuest = later(now, timing.paymentOfGuest);
  return state.guest && forGuest < due ? forGuest : due;
}

function answerDue(state: OrderState, repeats: number, now: Date, timing: OrderTiming): string {
  const first = state.stage === 'CANCELING' ? timing.answerToCancel : timing.answer;
  return later(now, Math.min(first * 2 ** repeats, timing.answerAtMost));
}

function patienceDue(state: OrderState, now: Date, { patience }: OrderTiming): string | null {
  switch (state.stage) {
    case 'PLACED':
    case 'DELIVERED':
      return null;
    case 'PROCESSING':
      return later(now, patience.processing);
    case 'SHIPPED':
      return later(new Date(Math.max(now.getTime(), Date.parse(state.promisedDelivery))), patience.afterPromise);
    case 'CANCELED':
      return isSettled(state) ? null : later(now, patience.otherwise);
    case 'CONFIRMED':
    case 'CANCELING':
      return later(now, patience.otherwise);
    default:
      return state.stage satisfies never;
  }
}

/**
 * `after`, which came of `before`, with its deadlines. A stage's own begin when it is entered; an answer that is `awaited` and was waited for in vain
 * is waited for longer; where nothing is waited for any more, nothing is due, until a settled order turns out to hold money all the same. One that has come meanwhile leaves its deadline to pass for nothing.
 */
export function withDeadlines(before: OrderState, after: OrderState, awaited: boolean, now: Date, timing: OrderTiming): OrderState {
  const entered = before.stage !== after.stage;
  const { payment, answer, patience } = after.deadlines;
  const unset = awaited && answer === null;
  const repeats = entered ? 0 : after.repeats + (unset && before.deadlines.answer !== null ? 1 : 0);
  const isAtEnd = (state: OrderState): boolean => state.stage === 'CANCELED' && isSettled(state);
  const settled = isAtEnd(after);
  const unsettled = isAtEnd(before) && !settled;
  const over = settled || after.stage === 'SHIPPED' || after.stage === 'DELIVERED';
  const canBePaid = after.stage === 'PLACED' || (after.stage === 'CONFIRMED' && !entered);
  return {
    ...after,
    repeats,
    deadlines: {
      payment: canBePaid ? payment : null,
      answer: over || (entered && !awaited) ? null : entered || unset ? answerDue(after, repeats, now, timing) : answer,
      patience: entered || unsettled ? patienceDue(after, now, timing) : settled ? null : patience,
    },
  };
}

/** The deadlines of an order that is placed now. */
export const firstDeadlines = (now: Date, timing: OrderTiming): Deadlines => ({
  payment: later(now, timing.payment),
  answer: later(now, timing.answer),
  patience: null,
});
