import type { Envelope } from '@micromart/events';
import type { MessagingTransaction } from '@micromart/messaging';
import type { App } from '../app.ts';
import type { Heard, HeardType } from '../domain/index.ts';
import { takeStep } from './take-step.ts';

/**
 * Lets an order hear what payments, warehouse or shipments said.
 * @throws Error for an event that cannot follow from what the order announced, or about an order that is not there: it is parked.
 */
export async function hearEvent(app: App, tx: MessagingTransaction, event: Envelope<Heard['data'], HeardType>): Promise<void> {
  const step = await takeStep(app, tx, event.subject, event as Heard, {});
  if (step === null) throw new Error(`there is no order ${event.subject}`);
  if (step.verdict === 'impossible')
    throw new Error(`${event.type} cannot follow for order ${event.subject}, which is ${step.order.lifecycle.stage}`);
}
