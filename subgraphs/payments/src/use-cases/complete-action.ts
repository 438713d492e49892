import type { Viewer } from '@micromart/auth';
import { isWorldFault } from '@micromart/messaging';
import { userError } from '@micromart/input';
import type { App } from '../app.ts';
import { paymentsVisibleTo } from '../loaders.ts';
import type { ChargeReport } from '../provider.ts';
import type { PaymentResult } from './payment-result.ts';
import { receiveProviderEvent } from './receive-provider-event.ts';

/** The customer says that they have acted; the provider is asked what came of it, and only its word counts. */
export async function completeAction(app: App, viewer: Viewer, paymentId: string): Promise<PaymentResult> {
  const read = async () => (await paymentsVisibleTo(app, viewer, [paymentId]))[0] ?? null;
  const payment = await read();
  if (payment === null) return { payment, userErrors: [userError('NOT_FOUND', 'there is no such payment, or it is not yours', ['paymentId'])] };
  if (payment.status !== 'ACTION_REQUIRED') return { payment, userErrors: [] };
  let report: ChargeReport | null;
  try {
    report = await app.provider.find({ idempotencyKey: payment.id });
  } catch (error) {
    if (!isWorldFault(error)) throw error;
    const away = userError('PROVIDER_UNAVAILABLE', 'the payment provider does not answer at the moment; try again soon', ['paymentId']);
    return { payment, userErrors: [away] };
  }
  if (report !== null) await receiveProviderEvent(app, report);
  return { payment: await read(), userErrors: [] };
}
