import type { Viewer } from '@micromart/auth';
import { batchByKey } from '@micromart/service';
import type { App } from './app.ts';

export type NotificationsLoaders = ReturnType<typeof loadersFor>;

/** How people are told is for themselves alone. */
export const loadersFor = (app: App, viewer: Viewer) => {
  const own = (userIds: readonly string[]): readonly string[] => userIds.filter(id => id === viewer.userId);
  return {
    /** Null for nothing unread. */
    unread: batchByKey(
      userIds => app.store.unreadCounts(own(userIds)),
      ({ userId }) => userId,
    ),
    /** Null for a user who never said anything. */
    preferences: batchByKey(
      userIds => app.store.preferencesOf(own(userIds)),
      ({ userId }) => userId,
    ),
  };
};
