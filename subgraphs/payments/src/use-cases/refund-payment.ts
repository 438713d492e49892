import { createHash } from 'node:crypto';
import type { Viewer } from '@micromart/auth';
import { sqlState } from '@micromart/database';
import { MoneyError, parseMoney } from '@micromart/money';
import { check, text, type UserError, userError } from '@micromart/input';
import { z } from 'zod';
import type { App, PaymentRow } from '../app.ts';
import type { Key } from '../store.ts';
import { type PaymentResult, paymentNamed, refused, shortly } from './payment-result.ts';
import { givenBefore } from './retry-payment.ts';
import { takeStep } from './take-step.ts';

export interface RefundInput {
  readonly paymentId: string;
  readonly amount: { readonly amount: string; readonly currencyCode: string };
  readonly reason: string;
  readonly idempotencyKey: string;
}

const input = z.object({ reason: text(500), idempotencyKey: text(200) });

/** Gives back some of what was captured, or all of it; for the order desk. The same key never gives it back twice. */
export async function refundPayment(app: App, viewer: Viewer, asked: RefundInput): Promise<PaymentResult> {
  const checked = check(input, asked, []);
  if (checked.userErrors !== undefined) return refused(...checked.userErrors);
  const { payment } = await paymentNamed(app, asked.paymentId);
  if (payment === null) return refused(userError('NOT_FOUND', 'there is no such payment', ['paymentId']));
  const amount = amountOf(asked, payment);
  if (typeof amount !== 'number') return refused(amount);
  const { reason, idempotencyKey } = checked.value;
  const requestedBy = viewer.userId ?? '';
  const hash = createHash('sha256')
    .update(JSON.stringify([payment.id, amount, payment.currency, reason]))
    .digest('hex');
  const key: Key = { operation: 'paymentRefund', scope: requestedBy, key: idempotencyKey, hash };
  const before = await givenBefore(app, key);
  if (before !== undefined) return before;
  if (payment.captured === 0) return refused(wrongState);
  return begin(app, payment, amount, { reason, requestedBy }, key);
}

async function begin(
  app: App,
  { id, orderId }: PaymentRow,
  amount: number,
  refund: { readonly reason: string; readonly requestedBy: string },
  key: Key,
): Promise<PaymentResult> {
  try {
    const refusal = await app.messaging.transaction(async tx => {
      const { verdict, state } = await takeStep(app, tx, { orderId, inputs: [{ type: 'refund', amount }], refund });
      if (verdict === 'applied') await app.store.noteKey(tx, key, id);
      else return state.status === 'CAPTURED' && !state.closing ? tooLarge : wrongState;
      return null;
    });
    if (refusal !== null) return (await givenBefore(app, key)) ?? refused(refusal);
  } catch (error) {
    if (sqlState(error) !== '23505') throw error;
    return (await givenBefore(app, key)) ?? refused(wrongState);
  }
  await shortly(() => app.store.areRefundsAnswered(id));
  return paymentNamed(app, id);
}

const tooLarge = userError('AMOUNT_TOO_LARGE', 'that is more than is left to give back', ['amount']);
const wrongState = userError('WRONG_STATE', 'only a captured payment of an order that goes on can be refunded', ['paymentId']);

/** In minor units. */
function amountOf({ amount }: RefundInput, { currency }: PaymentRow): number | UserError<'INVALID'> {
  try {
    const money = parseMoney(amount);
    if (money.currency !== currency) return userError('INVALID', `the payment is in ${currency}`, ['amount', 'currencyCode']);
    return money.amount > 0 ? money.amount : userError('INVALID', 'the amount must be more than 0', ['amount', 'amount']);
  } catch (error) {
    if (error instanceof MoneyError) return userError('INVALID', error.message, ['amount', 'amount']);
    throw error;
  }
}
