import type { Viewer } from '@micromart/auth';
import { feedOfMany } from '@micromart/service';
import type { App, NotificationRow } from './app.ts';

/** The kind of wake-up that a user's open subscriptions wait for: one a user, so that nobody is woken for somebody else's news. */
export const inboxOf = (userId: string): string => `inbox ${userId}`;

/** To be told again is to be shown again: no further back (milliseconds) than it takes to open a feed. What is older stands in the inbox. */
const LOOK_BACK = 2_000;

/** A notification is told once and never changes its words. */
const ONLY_VERSION = 1;

/** What arrives in a user's inbox from now on, until the token ends. */
export const inboxFeed = (app: App, viewer: Viewer, userId: string, missedFor: number | undefined): AsyncGenerator<NotificationRow> =>
  feedOfMany({
    wakeUps: app.wakeUps,
    kind: inboxOf(userId),
    read: ids => app.store.inInbox(userId, ids),
    idOf: notification => notification.id,
    versionOf: () => ONLY_VERSION,
    recent: async milliseconds => {
      const ids = await app.store.arrivedSince(userId, new Date(app.clock().getTime() - milliseconds));
      return ids.map(id => ({ id, version: ONLY_VERSION }));
    },
    lookBack: LOOK_BACK,
    missedFor,
    until: viewer.expiresAt,
  });
