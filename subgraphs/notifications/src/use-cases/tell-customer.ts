import type { Envelope } from '@micromart/events';
import type { MessagingTransaction } from '@micromart/messaging';
import type { App } from '../app.ts';
import { type DataOf, messageOf, type OrderEventType } from '../domain/messages.ts';
import { defaultPreferences, waysToTell } from '../domain/preferences.ts';
import { inboxOf } from '../inbox-feed.ts';
import { ORDER_MAILS } from './send-mails.ts';

/** Tells the customer of an order what happened to it: in the inbox, by mail, or both; what was told before is not told again. */
export async function tellCustomer<Type extends OrderEventType>(
  app: App,
  tx: MessagingTransaction,
  { type, subject: orderId, sequence, data }: Envelope<DataOf<Type>, Type>,
): Promise<void> {
  const message = messageOf(type, data);
  if (message === null) return;
  const { customerId: userId, email } = data;
  const { newest, preferences } = await app.store.hearOf(tx, { orderId, sequence, userId });
  const { inInbox, mailed } = waysToTell({ guest: userId === null, preferences: preferences ?? defaultPreferences }, newest);
  const id = app.newId('ntf');
  const isNew = await app.store.addNotification(tx, {
    ...message,
    id,
    userId,
    orderId,
    kind: type,
    sequence,
    email,
    inInbox,
    emailStatus: mailed ? 'QUEUED' : 'NONE',
    createdAt: app.clock(),
  });
  if (!isNew) return;
  if (mailed) tx.schedule({ kind: ORDER_MAILS, key: orderId });
  if (inInbox && userId !== null) tx.wake({ kind: inboxOf(userId), id, version: 1 });
}
