import type { Envelope } from '@micromart/events';
import type { MessagingTransaction } from '@micromart/messaging';
import type { App } from '../app.ts';
import type { Heard, HeardType } from '../domain/index.ts';
import { returnUrlAllowed } from '../domain/return-url.ts';
import { takeStep } from './take-step.ts';

/** Lets the payment of an order hear what orders said; any of it may come first. */
export async function hearOrder(app: App, tx: MessagingTransaction, event: Envelope<Heard['data'], HeardType>): Promise<void> {
  const heard = event as Heard;
  const { orderId, customerId, currency } = heard.data;
  await takeStep(app, tx, {
    orderId,
    inputs: [heard],
    order: { customerId, currency },
    ...(heard.type === 'order.placed' ? { method: methodOf(app, heard.data.paymentMethod) } : {}),
  });
}

/** Nobody can be told any more that an address is not on the list: the customer just stays on the provider's page. */
const methodOf = (app: App, { token, returnUrl }: { readonly token: string; readonly returnUrl: string | null }) => ({
  token,
  returnUrl: returnUrl !== null && returnUrlAllowed(returnUrl, app.returnOrigins) ? returnUrl : null,
});
