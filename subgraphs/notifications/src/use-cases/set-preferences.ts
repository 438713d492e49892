import type { Viewer } from '@micromart/auth';
import type { App } from '../app.ts';
import type { NotificationPreferencesInput } from '../generated/resolvers.ts';
import type { ChangedNotifications } from './mark-read.ts';

/** Changes how the viewer is told from now on; what is left out, or null, stays as it is. */
export async function setPreferences(app: App, { userId }: Viewer, input: NotificationPreferencesInput): Promise<ChangedNotifications> {
  if (userId === null) return { user: null, notifications: [], userErrors: [] };
  await app.store.setPreferences(userId, { email: input.email ?? null, inbox: input.inbox ?? null });
  return { user: { id: userId }, notifications: [], userErrors: [] };
}
