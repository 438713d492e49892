import { createHash } from 'node:crypto';
import type { Viewer } from '@micromart/auth';
import { sqlState } from '@micromart/database';
import { check, text, userError } from '@micromart/input';
import { z } from 'zod';
import type { App } from '../app.ts';
import { returnUrlAllowed } from '../domain/return-url.ts';
import { visibleTo } from '../loaders.ts';
import type { Key } from '../store.ts';
import { type PaymentResult, paymentNamed, refused, shortly } from './payment-result.ts';
import { takeStep } from './take-step.ts';

export interface RetryInput {
  readonly orderId: string;
  readonly paymentMethod: { readonly token: string; readonly returnUrl?: string | null };
  readonly idempotencyKey: string;
}

const input = z.object({
  idempotencyKey: text(200),
  paymentMethod: z.object({ token: text(200), returnUrl: z.string().nullish() }),
});

/** Tries again to be paid for an order: for its customer, whoever holds its token, and the order desk. The same key gives the same payment again. */
export async function retryPayment(app: App, viewer: Viewer, asked: RetryInput): Promise<PaymentResult> {
  const checked = check(input, asked, []);
  if (checked.userErrors !== undefined) return refused(...checked.userErrors);
  const { orderId } = asked;
  const { token, returnUrl = null } = checked.value.paymentMethod;
  if (returnUrl !== null && !returnUrlAllowed(returnUrl, app.returnOrigins)) {
    return refused(userError('INVALID', 'customers are not sent back to that address', ['paymentMethod', 'returnUrl']));
  }
  if (!(await app.store.isOrderVisible(orderId, visibleTo(app, viewer, [orderId])))) {
    return refused(userError('NOT_FOUND', 'there is no such order, or it is not yours', ['orderId']));
  }
  const hash = createHash('sha256')
    .update(JSON.stringify([orderId, token, returnUrl]))
    .digest('hex');
  const key: Key = { operation: 'paymentRetry', scope: viewer.userId ?? orderId, key: checked.value.idempotencyKey, hash };
  return (await givenBefore(app, key)) ?? (await begin(app, orderId, { token, returnUrl }, key));
}

async function begin(
  app: App,
  orderId: string,
  method: { readonly token: string; readonly returnUrl: string | null },
  key: Key,
): Promise<PaymentResult> {
  try {
    const paymentId = await app.messaging.transaction(async tx => {
      const step = await takeStep(app, tx, { orderId, inputs: [{ type: 'retry' }], method });
      if (step.verdict !== 'applied' || step.state.paymentId === null) return null;
      await app.store.noteKey(tx, key, step.state.paymentId);
      return step.state.paymentId;
    });
    if (paymentId !== null) {
      await shortly(async () => (await paymentNamed(app, paymentId)).payment?.status !== 'PENDING');
      return await paymentNamed(app, paymentId);
    }
  } catch (error) {
    if (sqlState(error) !== '23505') throw error;
  }
  // a twin with the same key may have been faster
  return (await givenBefore(app, key)) ?? refused(userError('WRONG_STATE', 'the payment of this order cannot be tried again', ['orderId']));
}

/** The payment that a key gave before; a refusal when it came with another request. */
export async function givenBefore(app: App, { operation, scope, key, hash }: Key): Promise<PaymentResult | undefined> {
  const known = await app.store.keyed(operation, scope, key);
  if (known === undefined) return undefined;
  if (known.hash === hash) return paymentNamed(app, known.paymentId);
  return refused(userError('IDEMPOTENCY_KEY_REUSED', 'this key came with another request before; take a new one', ['idempotencyKey']));
}
