import { isWorldFault, type Task, type TaskLease } from '@micromart/messaging';
import type { App, PaymentRow } from '../app.ts';
import type { Input } from '../domain/index.ts';
import { newsOf } from '../domain/provider-news.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';
import type { ChargeReport, ProviderAnswer } from '../provider.ts';
import { type Step, takeStep } from './take-step.ts';

type Lease = TaskLease<PrismaClient>;

/** Holds the amount. Without an answer the payment stays as it is and the provider is asked. */
export async function authorizePayment(app: App, task: Task, lease: Lease): Promise<void> {
  const payment = await paymentOf(app, task.key);
  const { id, amount, currency, token, returnUrl } = payment;
  let answer: ProviderAnswer;
  try {
    answer = await app.provider.authorize({ idempotencyKey: id, reference: id, amount, currency, token, returnUrl });
  } catch (error) {
    if (!isWorldFault(error)) throw error;
    return conclude(app, lease, payment, [{ type: 'provider.unknown', paymentId: id }]);
  }
  await concludeWith(app, lease, payment, reportIn(answer, payment));
}

/** Asks what became of a payment; nobody knows of it: it is sent again under the same key. */
export async function askProvider(app: App, task: Task, lease: Lease): Promise<void> {
  const payment = await paymentOf(app, task.key);
  const report = await app.provider.find({ idempotencyKey: payment.id });
  if (report === null) await conclude(app, lease, payment, [{ type: 'provider.not-found', paymentId: payment.id }]);
  else await concludeWith(app, lease, payment, report);
}

/** Takes what is held. Repeated under the same key until there is an answer, like all that follows. */
export async function capturePayment(app: App, task: Task, lease: Lease): Promise<void> {
  const payment = await paymentOf(app, task.key);
  const answer = await app.provider.capture({ idempotencyKey: `${payment.id}/capture`, chargeId: chargeOf(payment), amount: payment.amount });
  await concludeWith(app, lease, payment, reportIn(answer, payment));
}

/** Lets go what is held, or what waits for the customer. Captured meanwhile, the report says so, and the money is refunded. */
export async function voidPayment(app: App, task: Task, lease: Lease): Promise<void> {
  const payment = await paymentOf(app, task.key);
  const answer = await app.provider.void({ idempotencyKey: `${payment.id}/void`, chargeId: chargeOf(payment) });
  await concludeWith(app, lease, payment, reportIn(answer, payment));
}

/** Gives back what was promised. */
export async function sendRefund(app: App, task: Task, lease: Lease): Promise<void> {
  const refund = await app.store.refundById(task.key);
  if (refund === undefined) throw new Error(`there is no refund ${task.key}`);
  if (refund.status !== 'PENDING') return;
  const { id, amount } = refund;
  const payment = await paymentOf(app, refund.paymentId);
  const answer = await app.provider.refund({ idempotencyKey: id, chargeId: chargeOf(payment), amount });
  const report = reportIn(answer, payment);
  if (answer.refusal === null) return concludeWith(app, lease, payment, report);
  const inputs: Input[] = [...newsOf(report.charge), { type: 'provider.refund-refused', paymentId: payment.id, amount }];
  await conclude(app, lease, payment, inputs, { report, refusedRefund: id });
}

const concludeWith = (app: App, lease: Lease, payment: PaymentRow, report: ChargeReport): Promise<void> =>
  conclude(app, lease, payment, newsOf(report.charge), { report });

const conclude = (
  app: App,
  lease: Lease,
  { orderId }: PaymentRow,
  inputs: readonly Input[],
  more: Pick<Step, 'report' | 'refusedRefund'> = {},
): Promise<void> => lease.complete(async tx => void (await takeStep(app, tx, { orderId, inputs, ...more })));

async function paymentOf(app: App, id: string): Promise<PaymentRow> {
  const [payment] = await app.store.paymentsById([id], 'all');
  if (payment === undefined) throw new Error(`there is no payment ${id}`);
  return payment;
}

function chargeOf({ id, chargeId }: PaymentRow): string {
  if (chargeId === null) throw new Error(`the provider has not named its charge for payment ${id}`);
  return chargeId;
}

/** The charge as it stands, whether the call was obeyed or came too late; anything else is a mistake of ours. */
function reportIn({ refusal, report }: ProviderAnswer, { id }: PaymentRow): ChargeReport {
  const tooLate = refusal === 'wrong_state' || refusal === 'amount_too_large';
  if (report === null || (refusal !== null && !tooLate)) throw new Error(`the provider refused a call for payment ${id}: ${refusal}`);
  return report;
}
