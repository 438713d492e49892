import { UnauthenticatedError } from './token-errors.ts';
import { userIdOf } from './user-id.ts';
import type { Role, Viewer } from './viewer.ts';

const ROLES: readonly Role[] = ['customer', 'warehouse', 'support', 'admin'];

/** @param expiresAt milliseconds since the epoch. */
export function viewerOf(claims: Readonly<Record<string, unknown>>, expiresAt: number): Viewer {
  const subject = textIn(claims, 'sub');
  if (subject === null) throw new UnauthenticatedError('the token names nobody');
  const granted = rolesIn(claims['realm_access']);
  return {
    userId: userIdOf(subject),
    email: textIn(claims, 'email'),
    firstName: textIn(claims, 'given_name'),
    lastName: textIn(claims, 'family_name'),
    roles: ROLES.filter(role => granted.includes(role)),
    sessionId: textIn(claims, 'sid'),
    orderTokens: [],
    expiresAt: new Date(expiresAt),
    ...(typeof claims['iat'] === 'number' ? { issuedAt: new Date(claims['iat'] * 1000) } : {}),
  };
}

function rolesIn(access: unknown): readonly unknown[] {
  const roles: unknown = typeof access === 'object' && access !== null && 'roles' in access ? access.roles : [];
  return Array.isArray(roles) ? roles : [];
}

function textIn(claims: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = claims[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
