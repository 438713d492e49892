import type { Sql } from '@micromart/database';
import { COUNT_LIMIT } from '@micromart/service';
import type { UserRow } from '../app.ts';

/** Which users a list shows, the newest first. */
export interface UserListing {
  /** Words, each of which has to be somewhere in the names or the e-mail address. */
  readonly words: readonly string[];
  readonly first: number;
  /** When the user that the page begins behind was made, and who that is. */
  readonly after: readonly [createdAt: string, id: string] | null;
}

const USER = 'id, email, first_name AS "firstName", last_name AS "lastName", roles, created_at AS "createdAt"';
const MATCHES = `lower(email || ' ' || coalesce(first_name, '') || ' ' || coalesce(last_name, '')) LIKE ALL ($1::text[])`;

/** The patterns of LIKE for words, in which its own signs stand for themselves. */
const patterns = (words: readonly string[]): readonly string[] => words.map(word => `%${word.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`);

/** One row more than asked for, where there is one. */
export async function pageOfUsers(sql: Sql, { words, first, after }: UserListing): Promise<readonly UserRow[]> {
  const { rows } = await sql.query<UserRow>({
    text: `SELECT ${USER} FROM "user" WHERE ${MATCHES} ${after === null ? '' : 'AND (created_at, id) < ($3, $4)'} ORDER BY created_at DESC, id DESC LIMIT $2`,
    values: [patterns(words), first + 1, ...(after ?? [])],
  });
  return rows;
}

export async function countUsers(sql: Sql, { words }: UserListing): Promise<number> {
  const { rows } = await sql.query<{ count: number }>({
    text: `SELECT count(*)::int AS count FROM (SELECT 1 FROM "user" WHERE ${MATCHES} LIMIT $2) AS found`,
    values: [patterns(words), COUNT_LIMIT],
  });
  return rows[0]?.count ?? 0;
}
