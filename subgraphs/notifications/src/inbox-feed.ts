import type { Viewer } from '@micromart/auth';
import { feedOfMany } from '@micromart/service';
import type { App, NotificationRow } from './app.ts';

/** The kind of wake-up that a user's open subscriptions wait for: one a user, so that nobody is woken for somebody else's news. */
export const inboxOf = (userId: string): string => `inbox ${userId}`;

/** What arrives in a user's inbox from now on, until the token ends. A notification is told once and never changes its words: it has one version. */
export const inboxFeed = (app: App, viewer: Viewer, userId: string, missedFor: number | undefined): AsyncGenerator<NotificationRow> =>
  feedOfMany({
    wakeUps: app.wakeUps,
    kind: inboxOf(userId),
    read: ids => app.store.inInbox(userId, ids),
    idOf: notification => notification.id,
    versionOf: () => 1,
    recent: milliseconds => app.store.arrivedSince(userId, new Date(app.clock().getTime() - milliseconds)),
    missedFor,
    until: viewer.expiresAt,
  });
