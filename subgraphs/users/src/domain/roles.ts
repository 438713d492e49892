/** A role as the identity provider names it. */
export type ShopRole = 'customer' | 'warehouse' | 'support' | 'admin';

/** The shop's roles; the identity provider has others of its own. */
export const SHOP_ROLES: readonly ShopRole[] = ['customer', 'warehouse', 'support', 'admin'];

/** The shop's of these, as profiles keep them. */
export const shopRoles = (names: readonly string[]): readonly string[] =>
  SHOP_ROLES.filter(role => names.includes(role)).map(role => role.toUpperCase());

/** The roles of an account by the identity provider's own names; some are not the shop's. */
export interface AccountRoles {
  /** Given to this very account. */
  readonly given: readonly string[];
  /** Those and all that follow from them, or from groups. */
  readonly effective: readonly string[];
}

export interface RoleChange {
  readonly give: readonly string[];
  readonly take: readonly string[];
}

/**
 * What has to be given to an account and taken from it so that its roles in the shop become those wanted. Who registered is a customer by the
 * realm's default role, which then has to go as a whole; what follows from groups cannot be taken here.
 * @param given to this very account.
 * @param effective those and all that follow from them or from groups.
 */
export function changeTo(wanted: readonly ShopRole[], { given, effective }: AccountRoles): RoleChange {
  const unwanted = SHOP_ROLES.filter(role => effective.includes(role) && !wanted.includes(role));
  const byDefault = unwanted.some(role => !given.includes(role)) ? given.filter(name => name.startsWith('default-roles-')) : [];
  const kept = byDefault.length > 0 ? given : effective;
  return {
    give: wanted.filter(role => !kept.includes(role)),
    take: [...unwanted.filter(role => given.includes(role)), ...byDefault],
  };
}

/** What differs from the wish although it was carried out. */
export interface Difference {
  /** Roles that the account had before and cannot lose here, because they follow from a group. */
  readonly fromGroups: readonly ShopRole[];
  /** Roles that somebody else gave or took while the change was made. */
  readonly byOthers: readonly ShopRole[];
}

export function differenceFrom(wanted: readonly ShopRole[], before: AccountRoles, after: AccountRoles): Difference {
  const superfluous = SHOP_ROLES.filter(role => after.effective.includes(role) && !wanted.includes(role));
  const missing = SHOP_ROLES.filter(role => wanted.includes(role) && !after.effective.includes(role));
  const fromGroups = superfluous.filter(role => before.effective.includes(role) && !after.given.includes(role));
  return { fromGroups, byOthers: [...superfluous.filter(role => !fromGroups.includes(role)), ...missing] };
}
