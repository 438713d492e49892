import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Ask } from './exchange.ts';
import type { Identity } from './identity.ts';
import type { Session } from './sessions.ts';

const SESSION = 'MICROMART_SESSION';
const BROWSER = 'MICROMART_BROWSER';

/** The login session that this browser is in. */
export const browserSession = ({ sessions }: Identity, { cookies }: Ask): Session | undefined => sessions.find(cookies.get(SESSION));

export const sessionCookie = (identity: Identity, session: Session): string => cookie(identity, SESSION, session.id);
export const endedSessionCookie = (identity: Identity): string => `${cookie(identity, SESSION, '')}; Max-Age=0`;

/** A secret of this browser, and the cookie to set when it has none yet. */
export function browserSecret(identity: Identity, { cookies }: Ask): { readonly formToken: string; readonly cookies: readonly string[] } {
  const known = cookies.get(BROWSER);
  const secret = known !== undefined && known.length >= 32 ? known : randomBytes(32).toString('base64url');
  return { formToken: formTokenOf(secret), cookies: secret === known ? [] : [cookie(identity, BROWSER, secret)] };
}

/** Whether a form was posted by a page that this server gave to this same browser: the token in its address fits the cookie. */
export function isOwnForm(identity: Identity, { origin, cookies, query }: Ask): boolean {
  if (origin !== undefined && origin !== new URL(identity.issuer).origin) return false;
  const secret = cookies.get(BROWSER);
  if (secret === undefined) return false;
  const expected = Buffer.from(formTokenOf(secret));
  const given = Buffer.from(query.get('session_code') ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const formTokenOf = (secret: string): string => createHash('sha256').update(`form:${secret}`).digest('base64url');

const cookie = ({ issuer }: Identity, name: string, value: string): string =>
  `${name}=${value}; Path=${new URL(issuer).pathname}/; HttpOnly; SameSite=Lax`;
