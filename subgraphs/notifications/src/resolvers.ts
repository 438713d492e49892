import { unauthenticated } from '@micromart/service';
import type { NotificationRow } from './app.ts';
import { defaultPreferences } from './domain/preferences.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { inboxFeed } from './inbox-feed.ts';
import { notificationsOf } from './resolvers/notification-connection.ts';
import { markRead } from './use-cases/mark-read.ts';
import { setPreferences } from './use-cases/set-preferences.ts';

/** GraphQL in, use case out. */
export const resolvers: Resolvers = {
  Mutation: {
    async notificationsMarkRead(_, { ids }, { app, viewer, loaders }) {
      const changed = await markRead(app, viewer, ids ?? null);
      loaders.unread.clearAll();
      return changed;
    },
    async notificationPreferencesSet(_, { input }, { app, viewer, loaders }) {
      const changed = await setPreferences(app, viewer, input);
      loaders.preferences.clearAll();
      return changed;
    },
  },
  Subscription: {
    notificationReceived: {
      subscribe(_, __, { app, viewer, missedFor }) {
        if (viewer.userId === null) throw unauthenticated();
        return inboxFeed(app, viewer, viewer.userId, missedFor);
      },
      resolve: (notification: NotificationRow) => notification,
    },
  },
  User: {
    // whose notifications may be read is a question for each field: a stranger's are null
    __resolveReference: ({ id }) => ({ id }),
    notifications: ({ id }, args, { app, viewer }) => notificationsOf(app, viewer, id, args),
    unreadNotificationCount: async ({ id }, _, { viewer, loaders }) => (id === viewer.userId ? ((await loaders.unread.load(id))?.count ?? 0) : null),
    notificationPreferences: async ({ id }, _, { viewer, loaders }) =>
      id === viewer.userId ? ((await loaders.preferences.load(id)) ?? defaultPreferences) : null,
  },
  Notification: {
    order: ({ orderId }) => ({ id: orderId }),
  },
  NotificationConnection: {
    totalCount: page => page.total(),
  },
};
