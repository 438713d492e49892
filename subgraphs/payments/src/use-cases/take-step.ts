import type { MessagingTransaction } from '@micromart/messaging';
import type { App, CaseRow, TransactionRow } from '../app.ts';
import { type Announcement, type Command, type Decision, decide, type Input, type PaymentCase } from '../domain/index.ts';
import { paymentStatusOf } from '../domain/payment-status.ts';
import { methodNameOf } from '../domain/provider-news.ts';
import type { ChargeReport } from '../provider.ts';
import type { CaseStep, NewRefund, Standing } from '../store.ts';
import { publishAnnouncement } from './announce.ts';

/** What happens to the payment of an order, and what is known beside it. */
export interface Step {
  readonly orderId: string;
  /** In this order. */
  readonly inputs: readonly Input[];
  /** What the order's own events say. */
  readonly order?: { readonly customerId: string | null; readonly currency: string };
  /** What a payment that begins with this step is made with. */
  readonly method?: { readonly token: string; readonly returnUrl: string | null };
  /** What the provider told, and a refund that it would not carry out. */
  readonly report?: ChargeReport;
  readonly refusedRefund?: string;
  /** Why money goes back; the order's end when left out. */
  readonly refund?: { readonly reason: string; readonly requestedBy: string };
}

export interface TakenStep {
  readonly verdict: Decision['verdict'];
  readonly state: PaymentCase;
}

/**
 * Locks the order's case, asks the lifecycle what becomes of it, and writes the answer: the state, the payment, what the provider did, what is
 * announced, and the calls that are to be made. Whatever drives a payment goes through here.
 */
export async function takeStep(app: App, tx: MessagingTransaction, step: Step): Promise<TakenStep> {
  const locked = await app.store.lockCase(tx, step.orderId, step.inputs[0]?.type === 'order.placed');
  const decision = decideAll(app, locked.lifecycle, step.inputs);
  const { state } = decision;
  const operations = step.report?.operations ?? [];
  if (state === locked.lifecycle && decision.commands.length === 0 && operations.length === 0) return { verdict: decision.verdict, state };

  const row: CaseRow = {
    ...locked,
    customerId: locked.customerId ?? step.order?.customerId ?? null,
    currency: locked.currency ?? step.order?.currency ?? null,
    lifecycle: state,
  };
  const refunds = decision.commands.flatMap(command => (command.kind === 'refund' ? [refundOf(app, step, command)] : []));
  await app.store.saveCase(tx, {
    row,
    begun: begun(app, step, locked.lifecycle, row),
    standing: standingOf(state, step.report),
    transactions: transactionsOf(app, step.report),
    refunds,
    refundsDone: operations.flatMap(({ kind, succeeded, idempotencyKey }) =>
      kind === 'REFUND' && succeeded && idempotencyKey !== null ? [idempotencyKey] : [],
    ),
    refundsRefused: step.refusedRefund === undefined ? [] : [step.refusedRefund],
  });
  for (const announcement of decision.announcements) publishAnnouncement(tx, row, announcement);
  for (const { kind, paymentId } of decision.commands) if (kind !== 'refund') tx.schedule({ kind, key: paymentId });
  for (const { id } of refunds) tx.schedule({ kind: 'refund', key: id });
  if (step.report?.charge.status === 'action_required' && state.status === 'ACTION_REQUIRED' && state.paymentId !== null) {
    // the customer may never come back, and the webhook may be lost
    tx.schedule({ kind: 'ask', key: state.paymentId, dueAt: { inSeconds: app.actionCheckSeconds } });
  }
  return { verdict: decision.verdict, state };
}

/** The verdict is the first input's. */
function decideAll(app: App, before: PaymentCase, inputs: readonly Input[]) {
  const announcements: Announcement[] = [];
  const commands: Command[] = [];
  let state = before;
  let verdict: Decision['verdict'] | undefined;
  for (const input of inputs) {
    const decision = decide(state, input, { now: app.clock(), newPaymentId: () => app.newId('pay') });
    verdict ??= decision.verdict;
    state = decision.state;
    announcements.push(...decision.announcements);
    commands.push(...decision.commands);
  }
  return { state, announcements, commands, verdict: verdict ?? 'unchanged' };
}

function begun(app: App, { method }: Step, before: PaymentCase, { lifecycle: state, currency }: CaseRow): CaseStep['begun'] {
  if (state.paymentId === null || state.paymentId === before.paymentId) return null;
  if (currency === null) throw new Error(`payment ${state.paymentId} has no currency`);
  return {
    id: state.paymentId,
    number: state.tries,
    status: paymentStatusOf(state),
    currency,
    amount: state.total,
    methodName: 'Card',
    token: method?.token ?? '',
    returnUrl: method?.returnUrl ?? null,
    createdAt: app.clock(),
  };
}

function standingOf(state: PaymentCase, report: ChargeReport | undefined): Standing | null {
  if (state.paymentId === null) return null;
  const { captured, refunded, failureCode, actionUrl } = state;
  const charge = report?.charge.reference === state.paymentId ? report.charge : undefined;
  return {
    id: state.paymentId,
    status: paymentStatusOf(state),
    captured,
    refunded,
    failureCode,
    actionUrl,
    charge: charge === undefined ? null : { methodName: methodNameOf(charge), chargeId: charge.id, chargeVersion: charge.version },
  };
}

const transactionsOf = (app: App, report: ChargeReport | undefined): readonly Omit<TransactionRow, 'currency'>[] =>
  (report?.operations ?? []).map(({ id, kind, amount, succeeded, occurredAt }) => ({
    id: app.newId('ptx'),
    paymentId: report?.charge.reference ?? '',
    kind,
    amount,
    succeeded,
    providerReference: id,
    occurredAt: new Date(occurredAt),
  }));

const refundOf = (app: App, { refund }: Step, { paymentId, amount }: Extract<Command, { kind: 'refund' }>): NewRefund => ({
  id: app.newId('ptx'),
  paymentId,
  amount,
  reason: refund?.reason ?? 'the order was canceled',
  requestedBy: refund?.requestedBy ?? null,
  createdAt: app.clock(),
});
