import type { Viewer } from '@micromart/auth';
import { type UserError, userError } from '@micromart/input';
import type { App, NotificationRow, UserKey } from '../app.ts';
import type { UserErrorCode } from '../generated/resolvers.ts';

export interface ChangedNotifications {
  readonly user: UserKey | null;
  readonly notifications: NotificationRow[];
  readonly userErrors: UserError<UserErrorCode>[];
}

const MOST_IDS = 1_000;

/** Marks the viewer's notifications as read, all of them when `ids` is null. Those that were read before keep their time and are not in the answer. */
export async function markRead(app: App, { userId }: Viewer, ids: readonly string[] | null): Promise<ChangedNotifications> {
  const user = userId === null ? null : { id: userId };
  const refused = (...userErrors: UserError<UserErrorCode>[]): ChangedNotifications => ({ user, notifications: [], userErrors });
  if (userId === null) return refused();
  if (ids !== null && ids.length > MOST_IDS) return refused(userError('INVALID', `name at most ${MOST_IDS} notifications, or none for all`, ['ids']));
  const at = app.clock();
  return app.messaging.transaction(async tx => {
    if (ids !== null) {
      const own = new Set((await app.store.inInbox(userId, ids, tx)).map(({ id }) => id));
      const strange = ids.findIndex(id => !own.has(id));
      if (strange >= 0) return refused(userError('NOT_FOUND', 'you have no such notification', ['ids', String(strange)]));
    }
    return { user, notifications: [...(await app.store.markRead(tx, { userId, ids, at }))], userErrors: [] };
  });
}
