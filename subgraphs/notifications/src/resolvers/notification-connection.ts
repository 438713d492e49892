import { isOrderDesk, type Viewer } from '@micromart/auth';
import { pageArguments, pageOf } from '@micromart/service';
import type { App, NotificationPage } from '../app.ts';

interface ListArgs {
  readonly first: number;
  readonly after?: string | null;
  readonly unreadOnly: boolean;
}

/** A user's inbox, for that user; the order desk also sees what was mailed alone, because it is asked "did you tell me?". Null for anybody else. */
export async function notificationsOf(app: App, viewer: Viewer, userId: string, args: ListArgs): Promise<NotificationPage | null> {
  const isOwn = viewer.userId === userId;
  if (!isOwn && !isOrderDesk(viewer)) return null;
  const checked = pageArguments<readonly [string]>(args, ['string']);
  const listing = { userId, inboxOnly: isOwn, unreadOnly: args.unreadOnly, first: checked.first, after: checked.after?.[0] ?? null };
  const rows = await app.store.pageOfNotifications(listing);
  return { ...pageOf(rows, checked, ({ id }) => [id]), total: () => app.store.countNotifications(listing) };
}
