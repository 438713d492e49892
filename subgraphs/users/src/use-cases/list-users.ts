import { pageArguments, pageOf } from '@micromart/service';
import type { App, UserPage } from '../app.ts';

const MOST_WORDS = 10;

/** Users whose names or e-mail addresses have every word of the query in them, the newest first. */
export async function listUsers(
  app: App,
  args: { readonly first: number; readonly after?: string | null; readonly query?: string | null },
): Promise<UserPage> {
  const checked = pageArguments<readonly [string, string]>(args, ['time', 'string']);
  const words = (args.query ?? '').split(/\s+/).filter(word => word !== '');
  const listing = { words: words.slice(0, MOST_WORDS), first: checked.first, after: checked.after };
  const rows = await app.store.pageOfUsers(listing);
  return { ...pageOf(rows, checked, user => [user.createdAt.toISOString(), user.id]), total: () => app.store.countUsers(listing) };
}
