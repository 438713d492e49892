import type { Sql } from '@micromart/database';
import type { Preferences } from '../domain/preferences.ts';

export type PreferencesRow = Preferences & { readonly userId: string };

/** Of those users who said something. */
export async function preferencesOf(sql: Sql, userIds: readonly string[]): Promise<readonly PreferencesRow[]> {
  const { rows } = await sql.query<PreferencesRow>({
    name: 'preferences_of_users',
    text: 'SELECT user_id AS "userId", email, inbox FROM preferences WHERE user_id = ANY($1)',
    values: [userIds],
  });
  return rows;
}

/** Changes what is not null. */
export async function setPreferences(
  sql: Sql,
  userId: string,
  { email, inbox }: { readonly email: boolean | null; readonly inbox: boolean | null },
): Promise<void> {
  await sql.query({
    name: 'set_preferences',
    text: `
      INSERT INTO preferences (user_id, email, inbox) VALUES ($1, coalesce($2::boolean, true), coalesce($3::boolean, true))
      ON CONFLICT (user_id) DO UPDATE SET email = coalesce($2, preferences.email), inbox = coalesce($3, preferences.inbox)`,
    values: [userId, email, inbox],
  });
}
