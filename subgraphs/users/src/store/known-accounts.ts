import type { Sql } from '@micromart/database';
import type { UserRow } from '../app.ts';
import type { Account } from '../accounts/accounts.ts';

const USER = 'id, email, first_name AS "firstName", last_name AS "lastName", roles, created_at AS "createdAt"';

/** An account as the identity provider has just shown it. */
export interface ShownAccount {
  readonly userId: string;
  readonly account: Account;
  /** The shop's own, in capitals. */
  readonly roles: readonly string[];
  /** When they were asked for: tokens made before say nothing new about them. */
  readonly at: Date;
}

/** Makes the profile of an account, or takes its roles and e-mail address over; names are the user's own once they are there. */
export async function rememberAccount(sql: Sql, { userId, account, roles, at }: ShownAccount): Promise<UserRow> {
  const { rows } = await sql.query<UserRow>({
    name: 'remember_account',
    text: `
      INSERT INTO "user" (id, email, first_name, last_name, roles, roles_known_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
      ON CONFLICT (id) DO UPDATE SET email = excluded.email,
        roles = CASE WHEN "user".roles_known_at > excluded.roles_known_at THEN "user".roles ELSE excluded.roles END,
        roles_known_at = greatest("user".roles_known_at, excluded.roles_known_at)
      RETURNING ${USER}`,
    values: [userId, account.email, account.firstName, account.lastName, roles, at, account.createdAt],
  });
  const [row] = rows;
  if (row === undefined) throw new Error('an account was not remembered');
  return row;
}

/** Somebody whose account is gone may do nothing any more; the profile stays, because orders name it. */
export async function forgetRoles(sql: Sql, userId: string, at: Date): Promise<void> {
  await sql.query({ name: 'forget_roles', text: `UPDATE "user" SET roles = '{}', roles_known_at = $2 WHERE id = $1`, values: [userId, at] });
}

/** Everybody who has one of these roles. */
export async function usersWithRoles(sql: Sql, roles: readonly string[]): Promise<readonly UserRow[]> {
  const { rows } = await sql.query<UserRow>({
    name: 'users_with_roles',
    text: `SELECT ${USER} FROM "user" WHERE roles && $1::text[]`,
    values: [roles],
  });
  return rows;
}

export async function countProfiles(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ count: number }>({ name: 'count_profiles', text: 'SELECT count(*)::int AS count FROM "user"' });
  return rows[0]?.count ?? 0;
}
