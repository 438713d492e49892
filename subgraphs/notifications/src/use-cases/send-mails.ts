import type { Task } from '@micromart/messaging';
import type { App } from '../app.ts';
import { mailOf, orderLink } from '../domain/mail.ts';

/** One task an order, and not one a mail: run side by side, "canceled" could overtake "confirmed" on the way to the mail server. */
export const ORDER_MAILS = 'order mails';

/** Sends an order's queued mails in the order of its events. One that fails for now stands before the others, and all are tried again. */
export async function sendMails(app: App, { key: orderId }: Task): Promise<void> {
  for (let next = await app.store.nextMail(orderId); next !== undefined; ) {
    const token = next.userId === null ? app.orderTokens.tokenOf(orderId) : null;
    const sending = await app.mailer(mailOf(next, orderLink(app.storefront, orderId, token)));
    switch (sending.outcome) {
      case 'sent':
        next = await app.store.settleMail(next, { status: 'SENT', error: null });
        break;
      case 'refused':
        next = await app.store.settleMail(next, { status: 'FAILED', error: sending.reason });
        break;
      default:
        sending satisfies never;
    }
  }
}
