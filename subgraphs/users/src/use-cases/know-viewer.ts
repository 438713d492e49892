import type { Viewer } from '@micromart/auth';
import type { App, UserRow } from '../app.ts';

const sameRoles = (row: UserRow, viewer: Viewer): boolean =>
  row.roles.length === viewer.roles.length && viewer.roles.every(role => row.roles.includes(role.toUpperCase()));

/** The viewer's profile: made at their first visit, and brought up to date when a newer token says something else. Null for a guest. */
export async function knowViewer(app: App, viewer: Viewer): Promise<UserRow | null> {
  if (viewer.userId === null) return null;
  const [known] = await app.store.usersById([viewer.userId]);
  if (known !== undefined && known.email === (viewer.email ?? '') && sameRoles(known, viewer)) return known;
  return (await app.store.rememberViewer(viewer)) ?? known ?? null;
}
