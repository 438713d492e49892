import { currentCause, type MessagingTransaction } from '@micromart/messaging';
import { traceIdOf } from '@micromart/service';
import type { App, OrderRow } from '../app.ts';
import { type Decision, decide, fulfillmentStatus, type Input, paymentStatus } from '../domain/index.ts';
import { publishAnnouncements, setDeadlines, speaksOfLines } from './announce.ts';

/** Who made the step happen; nobody, where an event or a deadline did. */
export interface Actor {
  readonly actorId?: string;
  /** For the history. */
  readonly note?: string;
}

export interface TakenStep {
  readonly order: OrderRow;
  readonly verdict: Decision['verdict'];
}

/**
 * Locks the order, asks the lifecycle what becomes of it, and writes the answer: the state, the history, what is announced and the deadlines.
 * Null when there is no such order.
 */
export async function takeStep(app: App, tx: MessagingTransaction, orderId: string, input: Input, actor: Actor): Promise<TakenStep | null> {
  const locked = await app.store.lockOrder(tx, orderId);
  if (locked === undefined) return null;
  const now = app.clock();
  const cause = currentCause();
  const step = decide(locked.lifecycle, input, { now, timing: app.timing, newParcelId: () => app.newId('pcl') });
  if (step.state === locked.lifecycle && step.history.length === 0) return { order: locked, verdict: step.verdict };

  const order: OrderRow = { ...locked, lifecycle: step.state, updatedAt: now };
  await app.store.saveStep(tx, {
    order,
    paymentStatus: paymentStatus(step.state),
    fulfillmentStatus: fulfillmentStatus(step.state),
    history: step.history.map(({ type, message }, index) => ({
      id: app.newId('evt'),
      orderId,
      type,
      message: index === 0 && actor.note !== undefined ? `${message} “${actor.note}”` : message,
      actorId: actor.actorId ?? null,
      causationId: cause?.causationId ?? null,
      traceId: traceIdOf(cause?.traceparent),
      occurredAt: now,
    })),
  });
  const lines = step.announcements.some(speaksOfLines) ? await app.store.linesOf([orderId], tx) : [];
  publishAnnouncements(tx, order, lines, step.announcements);
  setDeadlines(tx, orderId, step.deadlines);
  tx.wake({ kind: 'order', id: orderId, version: step.state.version });
  return { order, verdict: step.verdict };
}
