import type { Address } from '@micromart/address';
import type { Viewer } from '@micromart/auth';
import { keysIn, type Release, type Sql, tryLock } from '@micromart/database';
import type { Messaging, MessagingTransaction } from '@micromart/messaging';
import type { SavedAddressRow, UserRow } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { countProfiles, forgetRoles, rememberAccount, type ShownAccount, usersWithRoles } from './store/known-accounts.ts';
import { countUsers, pageOfUsers, type UserListing } from './store/user-lists.ts';

type Tx = MessagingTransaction<PrismaClient>;

/** The only code that talks to the database of users. */
export type Store = ReturnType<typeof openStore>;

const USER = 'id, email, first_name AS "firstName", last_name AS "lastName", roles, created_at AS "createdAt"';
const ADDRESS = 'id, user_id AS "userId", is_default AS "isDefault", address';

/** @param locks where locks are taken, and who hears when one was lost. */
export const openStore = ({ database }: Messaging<PrismaClient>, locks: { readonly url: string; readonly onLost: (error: Error) => void }) => ({
  async usersById(ids: readonly string[]): Promise<readonly UserRow[]> {
    const { rows } = await database.query<UserRow>({
      name: 'users_by_id',
      text: `SELECT ${USER} FROM "user" WHERE id = ANY(${keysIn('$1')})`,
      values: [ids],
    });
    return rows;
  },

  /**
   * Makes the profile of somebody who was never seen, or takes over what a newer token says; names are the user's own once they are there, and
   * roles stay that were looked up or set after the token was made. Null when a newer token was seen before.
   */
  async rememberViewer({ userId, email, firstName, lastName, roles, expiresAt, issuedAt }: Viewer): Promise<UserRow | null> {
    const { rows } = await database.query<UserRow>({
      name: 'remember_viewer',
      text: `
        INSERT INTO "user" (id, email, first_name, last_name, roles, token_until) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE SET email = excluded.email, token_until = excluded.token_until,
          roles = CASE WHEN "user".roles_known_at >= coalesce($7, now()) THEN "user".roles ELSE excluded.roles END
        WHERE "user".token_until IS NULL OR excluded.token_until >= "user".token_until
        RETURNING ${USER}`,
      values: [userId, email ?? '', firstName, lastName, roles.map(role => role.toUpperCase()), expiresAt, issuedAt ?? null],
    });
    return rows[0] ?? null;
  },

  pageOfUsers: (listing: UserListing) => pageOfUsers(database, listing),
  countUsers: (listing: UserListing) => countUsers(database, listing),
  rememberAccount: (shown: ShownAccount) => rememberAccount(database, shown),
  forgetRoles: (userId: string, at: Date) => forgetRoles(database, userId, at),
  usersWithRoles: (roles: readonly string[]) => usersWithRoles(database, roles),
  countProfiles: () => countProfiles(database),

  /**
   * The right to change somebody's roles at the identity provider, which no other call on any replica has meanwhile; undefined when one has. It is no
   * lease: a process that stood still for longer than a lease would go on after it, and give back what somebody else took.
   */
  lockRoles: (userId: string): Promise<Release | undefined> => tryLock({ ...locks, name: `roles of ${userId}` }),

  async addressesOf(userIds: readonly string[], sql: Sql = database): Promise<readonly SavedAddressRow[]> {
    const { rows } = await sql.query<SavedAddressRow>({
      name: 'addresses_of_users',
      text: `SELECT ${ADDRESS} FROM saved_address WHERE user_id = ANY(${keysIn('$1')}) ORDER BY user_id, id`,
      values: [userIds],
    });
    return rows;
  },

  /** Holds the user's row, so that two devices do not choose two defaults. */
  lockUser: async (tx: Tx, userId: string): Promise<void> =>
    void (await tx.query({ name: 'lock_user', text: 'SELECT 1 FROM "user" WHERE id = $1 FOR UPDATE', values: [userId] })),

  updateNames: (userId: string, names: { firstName?: string | null; lastName?: string | null }): Promise<unknown> =>
    database.prisma.user.update({ where: { id: userId }, data: names }),

  async saveAddress(tx: Tx, { id, userId, isDefault, address }: SavedAddressRow): Promise<void> {
    if (isDefault) await tx.prisma.savedAddress.updateMany({ where: { userId, isDefault: true, NOT: { id } }, data: { isDefault: false } });
    const json = address as Address & { readonly [key: string]: string | null };
    await tx.prisma.savedAddress.upsert({ where: { id }, create: { id, userId, isDefault, address: json }, update: { isDefault, address: json } });
  },

  async deleteAddress(tx: Tx, id: string): Promise<void> {
    await tx.prisma.savedAddress.delete({ where: { id } });
  },

  async makeDefault(tx: Tx, id: string): Promise<void> {
    await tx.prisma.savedAddress.update({ where: { id }, data: { isDefault: true } });
  },
});
