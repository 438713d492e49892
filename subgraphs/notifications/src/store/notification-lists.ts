import { COUNT_LIMIT } from '@micromart/service';
import type { NotificationRow } from '../app.ts';
import type { EmailStatus } from '../domain/email-status.ts';
import type { Prisma, PrismaClient } from '../generated/prisma/client.ts';

/** Which notifications a list shows, the newest first. */
export interface NotificationListing {
  readonly userId: string;
  /** Without those that were mailed alone. */
  readonly inboxOnly: boolean;
  readonly unreadOnly: boolean;
  readonly first: number;
  /** The id that the page begins behind: ids sort by the time of telling. */
  readonly after: string | null;
}

const SHOWN = {
  id: true,
  userId: true,
  orderId: true,
  kind: true,
  title: true,
  body: true,
  email: true,
  readAt: true,
  emailStatus: true,
  createdAt: true,
} as const;

const whereOf = ({ userId, inboxOnly, unreadOnly }: NotificationListing): Prisma.NotificationWhereInput => ({
  userId,
  ...(inboxOnly ? { inInbox: true } : {}),
  ...(unreadOnly ? { readAt: null, inInbox: true } : {}),
});

/** One row more than asked for, where there is one. */
export async function pageOfNotifications(prisma: PrismaClient, listing: NotificationListing): Promise<readonly NotificationRow[]> {
  const rows = await prisma.notification.findMany({
    where: { ...whereOf(listing), ...(listing.after === null ? {} : { id: { lt: listing.after } }) },
    select: SHOWN,
    orderBy: { id: 'desc' },
    take: listing.first + 1,
  });
  return rows.map(row => ({ ...row, emailStatus: row.emailStatus as EmailStatus }));
}

export const countNotifications = (prisma: PrismaClient, listing: NotificationListing): Promise<number> =>
  prisma.notification.count({ where: whereOf(listing), take: COUNT_LIMIT });

/** Ids in a user's inbox that are not older than a moment. */
export async function arrivedSince(prisma: PrismaClient, userId: string, moment: Date): Promise<readonly string[]> {
  const rows = await prisma.notification.findMany({
    where: { userId, inInbox: true, createdAt: { gte: moment } },
    select: { id: true },
    orderBy: { id: 'desc' },
    take: 100,
  });
  return rows.map(({ id }) => id);
}
