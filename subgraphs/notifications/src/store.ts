import type { Messaging } from '@micromart/messaging';
import type { NotificationRow } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { arrivedSince, countNotifications, type NotificationListing, pageOfNotifications } from './store/notification-lists.ts';
import { addNotification, hearOf, inInbox, markRead } from './store/notification-rows.ts';
import { preferencesOf, setPreferences } from './store/preference-rows.ts';
import { nextMail, settleMail } from './store/queued-mails.ts';

export type { NotificationListing } from './store/notification-lists.ts';
export type { PreferencesRow } from './store/preference-rows.ts';

/** The only code that talks to the database of notifications. */
export type Store = ReturnType<typeof openStore>;

export function openStore({ database }: Messaging<PrismaClient>) {
  const { prisma } = database;
  return {
    hearOf,
    addNotification,
    markRead,
    inInbox: (userId: string, ids: readonly string[], sql: Parameters<typeof inInbox>[0] = database) => inInbox(sql, userId, ids),
    pageOfNotifications: (listing: NotificationListing) => pageOfNotifications(prisma, listing),
    countNotifications: (listing: NotificationListing) => countNotifications(prisma, listing),
    arrivedSince: (userId: string, moment: Date) => arrivedSince(prisma, userId, moment),
    /** Of those users who have something unread. */
    async unreadCounts(userIds: readonly string[]): Promise<readonly { readonly userId: string; readonly count: number }[]> {
      const { rows } = await database.query<{ userId: string; count: number }>({
        name: 'unread_counts',
        text: `SELECT user_id AS "userId", count(*)::int AS count FROM notification WHERE user_id = ANY($1) AND in_inbox AND read_at IS NULL GROUP BY user_id`,
        values: [userIds],
      });
      return rows;
    },
    preferencesOf: (userIds: readonly string[]) => preferencesOf(database, userIds),
    setPreferences: (userId: string, changes: Parameters<typeof setPreferences>[2]) => setPreferences(database, userId, changes),
    nextMail: (orderId: string) => nextMail(database, orderId),
    settleMail: (mail: NotificationRow, settled: Parameters<typeof settleMail>[2]) => settleMail(database, mail, settled),
  };
}
