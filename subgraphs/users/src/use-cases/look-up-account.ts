import { subjectOfUser, userIdOf } from '@micromart/auth';
import type { App, UserRow } from '../app.ts';
import type { Account } from '../accounts/accounts.ts';
import { shopRoles } from '../domain/roles.ts';

/** Brings a profile up to date with the identity provider, roles and all; null when the account is gone meanwhile. */
export async function bringUpToDate(app: App, account: Account): Promise<UserRow | null> {
  const at = app.clock();
  const roles = await app.accounts.rolesOf(account.subject);
  if (roles === undefined) return null;
  return app.store.rememberAccount({ userId: userIdOf(account.subject), account, roles: shopRoles(roles.effective), at });
}

/** The account of a user's id; undefined when there is none. */
export async function accountOf(app: App, userId: string): Promise<Account | undefined> {
  const subject = subjectOfUser(userId);
  return subject === undefined ? undefined : app.accounts.find(subject);
}

/** A user for staff: also somebody who has an account and was never here. */
export async function findUser(app: App, userId: string): Promise<UserRow | null> {
  const [known] = await app.store.usersById([userId]);
  if (known !== undefined) return known;
  const account = await accountOf(app, userId);
  return account === undefined ? null : bringUpToDate(app, account);
}
