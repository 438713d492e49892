import { type Announcement, type AnnouncementType, announce } from './announcements.ts';
import { type DeadlineChange, deadlineChanges, firstDeadlines, hasPassed, type OrderTiming, paymentDue, withDeadlines } from './deadlines.ts';
import { hear } from './facets.ts';
import { type Input, isHeard } from './inputs.ts';
import { type Lifecycle, lifecycle, type NoEffect, type Rule } from './lifecycle.ts';
import { attentionTo, type HistoryEntry, historyOf, historyOfLate } from './messages.ts';
import { blankOrder, type DeadlineKind, type OrderState } from './order-state.ts';
import { parcelsToSend } from './parcels.ts';
import { firstRule, isAwaited } from './rules.ts';
import { isSettled } from './settled.ts';

/** What comes from outside the order: the time, how long to wait, and new ids. */
export interface Circumstances {
  readonly now: Date;
  readonly timing: OrderTiming;
  readonly newParcelId: () => string;
}

export interface Decision {
  /** `applied`: write it all. `late`: write the history alone. The others write nothing. */
  readonly verdict: 'applied' | NoEffect;
  readonly state: OrderState;
  readonly announcements: readonly Announcement[];
  readonly deadlines: readonly DeadlineChange[];
  readonly history: readonly HistoryEntry[];
}
export type Decide = (state: OrderState, input: Input, circumstances: Circumstances) => Decision;

/** A new order: PLACED, and announced. */
export function placeOrder(facts: { guest: boolean; promisedDelivery: string }, { now, timing }: Pick<Circumstances, 'now' | 'timing'>): Decision {
  const blank = blankOrder(facts);
  const placed = { ...blank, version: 1, deadlines: firstDeadlines(now, timing) };
  return concluded(blank, placed, null, ['order.placed']);
}

/** Decides by a table; the shop's own is `decide`. */
export const decideBy =
  (table: Lifecycle): Decide =>
  (before, input, circumstances) => {
    const received = receive(before, input, circumstances.now);
    if (typeof received === 'string') return without(received, before, input);
    const rule = firstRule(table[input.type][before.stage], received.state);
    if (typeof rule === 'string') return without(rule, before, input);
    if (received.repeat && !rule.to) return { ...concluded(before, received.state, input, []), history: [] };
    return follow(table, rule, before, received.state, input, circumstances);
  };

/** What becomes of an order when something happens to it: an event is heard, somebody cancels, a deadline passes. */
export const decide: Decide = decideBy(lifecycle);

const deadlineIn = { 'payment deadline': 'payment', 'answer deadline': 'answer', 'patience deadline': 'patience' } as const satisfies Record<
  string,
  DeadlineKind
>;

interface Received {
  readonly state: OrderState;
  /** It says again how the facet stands: worth its number, not worth saying again. */
  readonly repeat: boolean;
}

function receive(state: OrderState, input: Input, now: Date): Received | NoEffect {
  if (isHeard(input)) {
    const hearing = hear(state, input);
    if (hearing.news === 'older') return 'late';
    if (hearing.news === 'stranger') return 'impossible';
    return { state: { ...hearing.state, version: state.version + 1 }, repeat: hearing.news === 'repeat' };
  }
  if (input.type === 'cancel') return { state: { ...state, version: state.version + 1 }, repeat: false };
  const deadline = deadlineIn[input.type];
  if (!hasPassed(state, deadline, now)) return 'unchanged';
  const version = deadline === 'answer' ? state.version : state.version + 1;
  return { state: { ...state, version, deadlines: { ...state.deadlines, [deadline]: null } }, repeat: false };
}

function follow(
  table: Lifecycle,
  rule: Rule,
  before: OrderState,
  heard: OrderState,
  input: Input,
  { now, timing, newParcelId }: Circumstances,
): Decision {
  const stage = rule.to ?? heard.stage;
  const parcels = stage === 'PROCESSING' ? parcelsOnce(heard, newParcelId) : {};
  const moved = { ...heard, ...parcels, stage, reason: reasonOf(rule, heard, input) };
  const payment = rule.payAgain ? paymentDue(moved, rule.payAgain === 'deadline anew', now, timing) : moved.deadlines.payment;
  const timed = withDeadlines(before, { ...moved, deadlines: { ...moved.deadlines, payment } }, isAwaited(table, moved), now, timing);
  const announced = rule.announce ?? [];
  return concluded(before, { ...timed, attention: attentionOf(before, timed, announced, input) }, input, announced);
}

const parcelsOnce = (state: OrderState, newParcelId: () => string): Partial<OrderState> =>
  Object.keys(state.parcels).length === 0 ? parcelsToSend(state, newParcelId) : {};

function reasonOf(rule: Rule, state: OrderState, input: Input): OrderState['reason'] {
  if (!rule.to) return state.reason;
  if (rule.reason === 'ASKED') return input.type === 'cancel' ? input.by : state.reason;
  if (rule.reason) return rule.reason;
  return rule.to === 'CANCELED' ? state.reason : null;
}

/**
 * People are asked to look until the order moves on, or has come to its end by itself. What was paid for and is not sent stays theirs to give back:
 * the parcels go on and come to their end without it. Who gives money back has looked, but not at what rests for too long: nobody is called for that twice.
 */
function attentionOf(before: OrderState, after: OrderState, announced: readonly AnnouncementType[], input: Input): string | null {
  if (announced.includes('order.needs-attention')) return attentionTo(input);
  const isShort = after.stock.short && after.stage !== 'CANCELED';
  if (input.type === 'payment.refunded' && (after.stage === 'DELIVERED' || (isShort && after.deadlines.patience !== null))) return null;
  if (isShort && after.payment.refunded === 0) return after.attention;
  if (after.stage !== before.stage || (after.stage === 'CANCELED' && isSettled(after))) return null;
  return after.attention;
}

function concluded(before: OrderState, after: OrderState, input: Input | null, types: readonly AnnouncementType[]): Decision {
  const announcements = types.map((type, position) => announce(type, { ...after, sequence: before.sequence + position + 1 }, input));
  return {
    verdict: 'applied',
    state: { ...after, sequence: before.sequence + types.length },
    announcements,
    deadlines: deadlineChanges(before.deadlines, after.deadlines),
    history: input?.type === 'answer deadline' ? [] : historyOf(input, types),
  };
}

const without = (verdict: NoEffect, state: OrderState, input: Input): Decision => ({
  verdict,
  state,
  announcements: [],
  deadlines: [],
  history: verdict === 'late' ? historyOfLate(input) : [],
});
