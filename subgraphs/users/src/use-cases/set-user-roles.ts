import { userIdOf, type Viewer } from '@micromart/auth';
import { userError } from '@micromart/input';
import type { App } from '../app.ts';
import type { Account } from '../accounts/accounts.ts';
import { type AccountRoles, changeTo, differenceFrom, type RoleChange, shopRoles, type ShopRole } from '../domain/roles.ts';
import type { Role } from '../generated/resolvers.ts';
import { accountOf, bringUpToDate, findUser } from './look-up-account.ts';
import type { UpdatedProfile } from './update-profile.ts';

/**
 * Gives an account these roles of the shop and no others, at the identity provider: they hold at the next refresh of the token. When that fails,
 * what was done of it is undone. An account's roles are changed by one call at a time.
 */
export async function setUserRoles(app: App, viewer: Viewer, id: string, roles: readonly Role[]): Promise<UpdatedProfile> {
  const account = await accountOf(app, id);
  if (account === undefined) return NOBODY;
  const release = await app.store.lockRoles(userIdOf(account.subject));
  if (release === undefined) return { user: await findUser(app, id), userErrors: [userError('CONFLICT', UNDER_WAY, ['roles'])] };
  try {
    return await setAlone(app, viewer, account, roles);
  } finally {
    await release();
  }
}

const NOBODY: UpdatedProfile = { user: null, userErrors: [userError('NOT_FOUND', 'there is no such user', ['id'])] };
const UNDER_WAY = 'the roles of this user are being changed at this moment: look at them, and set them again';
const BY_OTHERS = 'the roles of this user were also changed at the identity provider at the same moment: look at them, and set them again';
const NOBODY_LEFT = 'nobody else is an admin, and somebody has to be';

async function setAlone(app: App, viewer: Viewer, account: Account, roles: readonly Role[]): Promise<UpdatedProfile> {
  const before = await app.accounts.rolesOf(account.subject);
  if (before === undefined) return NOBODY;
  const wanted = [...new Set(roles)].map(role => role.toLowerCase() as ShopRole);
  const refusal = await change(app, account, before, wanted);
  const user = await bringUpToDate(app, account);
  if (refusal !== undefined) return { user, userErrors: [userError('CONFLICT', refusal, ['roles'])] };
  const told = { by: viewer.userId, user: userIdOf(account.subject), from: shopRoles(before.effective), to: shopRoles(wanted) };
  app.logger.info(told, 'the roles of a user were set');
  return { user, userErrors: [] };
}

/** @returns why the account is not as wanted; nothing was changed then, unless others did. */
async function change(app: App, account: Account, before: AccountRoles, wanted: readonly ShopRole[]): Promise<string | undefined> {
  const losesAdmin = before.effective.includes('admin') && !wanted.includes('admin');
  if (losesAdmin && !(await hasOtherAdmin(app, account))) return NOBODY_LEFT;
  const changes = changeTo(wanted, before);
  if (changes.take.length + changes.give.length > 0) await apply(app, account, changes);
  const after = (await app.accounts.rolesOf(account.subject)) ?? { given: [], effective: [] };
  const { fromGroups, byOthers } = differenceFrom(wanted, before, after);
  if (fromGroups.length > 0) {
    await undo(app, account, changes);
    return `${shopRoles(fromGroups).join(', ')} comes from a group at the identity provider, and has to be taken there`;
  }
  // two admins who take the role from one another at the same moment both find this out
  if (losesAdmin && !(await hasOtherAdmin(app, account))) {
    await undo(app, account, changes);
    return NOBODY_LEFT;
  }
  if (byOthers.length === 0) return undefined;
  // not undone: that could give back what somebody else wanted taken
  app.logger.warn(
    { user: userIdOf(account.subject), set: shopRoles(wanted), now: shopRoles(after.effective) },
    'others changed these roles meanwhile',
  );
  return BY_OTHERS;
}

/** Takes before it gives, so that an account never has more rights at a time than before or after. */
async function apply(app: App, account: Account, changes: RoleChange): Promise<void> {
  try {
    await app.accounts.take(account.subject, changes.take);
    await app.accounts.give(account.subject, changes.give);
  } catch (fault) {
    // whether the call that failed was played nobody knows: both halves are undone, which changes nothing where nothing was done
    await undo(app, account, changes).catch((error: unknown) =>
      app.logger.error({ err: error, user: userIdOf(account.subject) }, 'a change of roles failed and could not be undone'),
    );
    throw fault;
  }
}

async function undo(app: App, { subject }: Account, { give, take }: RoleChange): Promise<void> {
  await app.accounts.take(subject, give);
  await app.accounts.give(subject, take);
}

/** Asks the identity provider: what profiles say of others may be older. */
async function hasOtherAdmin(app: App, { subject }: Account): Promise<boolean> {
  for (const { id } of await app.store.usersWithRoles(['ADMIN'])) {
    if (id === userIdOf(subject)) continue;
    const other = await accountOf(app, id);
    if (other?.enabled !== true) continue;
    if ((await app.accounts.rolesOf(other.subject))?.effective.includes('admin')) return true;
  }
  return false;
}
