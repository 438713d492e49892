import * as said from '@micromart/events';
import type { MessagingTransaction } from '@micromart/messaging';
import type { CaseRow } from '../app.ts';
import type { Announcement } from '../domain/index.ts';

/** Puts what a payment has to say into the outbox. */
export function publishAnnouncement(tx: MessagingTransaction, { orderId, currency }: CaseRow, announcement: Announcement): void {
  if (currency === null) throw new Error(`nothing can be said of order ${orderId} before its currency is known`);
  const { sequence, paymentId, amount, captured, refunded, failureCode } = announcement;
  const state = { orderId, paymentId, currency, amount, captured, refunded, failureCode };
  const say = <Payload>(definition: said.EventDefinition<string, Payload>, data: Payload): void =>
    tx.publish(definition, { subject: orderId, sequence, data });
  switch (announcement.type) {
    case 'payment.action-required':
      return say(said.paymentActionRequired, { ...state, url: announcement.url });
    case 'payment.authorized':
      return say(said.paymentAuthorized, state);
    case 'payment.failed':
      return say(said.paymentFailed, { ...state, at: announcement.at });
    case 'payment.denied':
      return say(said.paymentDenied, state);
    case 'payment.captured':
      return say(said.paymentCaptured, state);
    case 'payment.voided':
      return say(said.paymentVoided, state);
    case 'payment.refunded':
      return say(said.paymentRefunded, state);
    default:
      return announcement satisfies never;
  }
}
