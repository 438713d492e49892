export { guest, has, isAdmin, isFloor, isOrderDesk, isStaff, type Role, type Viewer } from './viewer.ts';
export { subjectOfUser, userIdOf } from './user-id.ts';
export { orderTokens, type OrderTokens } from './order-tokens.ts';
export { IdentityUnavailableError, UnauthenticatedError } from './token-errors.ts';
export { tokenChecker, type TokenChecker, type TokenCheckerOptions } from './token-check.ts';
export { generatePassportKeys, publicPassportKey, type PassportKeys } from './passport-keys.ts';
export { InvalidPassportError, passportIssuer, passportReader, type PassportIssuer, type PassportReader } from './passport.ts';
export { and, chain, not, or, race, rule } from './shield.ts';
export {
  admin,
  everyone,
  floor,
  forbiddenError,
  nobody,
  orderDesk,
  signedIn,
  staff,
  unauthenticatedError,
  viewers,
  type ViewerContext,
} from './rules.ts';
export { guard, permissions, type Permissions, type PermissionTree } from './permissions.ts';
