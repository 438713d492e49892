import { hash, sign, verify, type KeyObject } from 'node:crypto';
import { boundedCache } from './bounded-cache.ts';
import { readPrivateKey, readPublicKey } from './passport-keys.ts';
import type { Viewer } from './viewer.ts';

const ISSUER = 'micromart-gateway';
const AUDIENCE = 'subgraphs';
const TYPE = 'passport+jwt';
const LIFETIME_SECONDS = 60;
/** A passport is renewed this long before it ends, so that it outlives the request that it travels with. */
const RENEWED_BEFORE_SECONDS = 10;
/** How far the clocks of two machines may be apart. */
const LEEWAY_SECONDS = 5;
const CAPACITY = 10_000;

/** Mints the passports that tell subgraphs who asks. The same viewer gets the same passport until it is nearly over: a look-up, no signature. */
export interface PassportIssuer {
  issue(viewer: Viewer): string;
}

/** @param options.privateKey as `generatePassportKeys` makes it. */
export function passportIssuer(options: { readonly privateKey: string; readonly now?: () => number }): PassportIssuer {
  const now = options.now ?? Date.now;
  const { kid, key } = readPrivateKey(options.privateKey);
  const header = encode({ alg: 'EdDSA', typ: TYPE, kid });
  const issued = boundedCache<string>(CAPACITY, now);
  return {
    issue(viewer) {
      const content = JSON.stringify(viewer);
      const known = issued.get(content);
      if (known !== undefined) return known;
      const iat = Math.floor(now() / 1000);
      const exp = iat + LIFETIME_SECONDS;
      const signed = `${header}.${encode({ iss: ISSUER, aud: AUDIENCE, iat, exp, viewer })}`;
      const passport = `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
      issued.set(content, passport, (exp - RENEWED_BEFORE_SECONDS) * 1000);
      return passport;
    },
  };
}

/** Reads passports; what was read once is a look-up until it ends. */
export interface PassportReader {
  /** @throws InvalidPassportError when it was not signed by an accepted key, is meant for others, or is over. */
  read(passport: string): Viewer;
}

export class InvalidPassportError extends Error {
  override readonly name = 'InvalidPassportError';
}

/** @param options.publicKeys one, or two while keys are being rotated. */
export function passportReader(options: { readonly publicKeys: readonly string[]; readonly now?: () => number }): PassportReader {
  const now = options.now ?? Date.now;
  if (options.publicKeys.length < 1 || options.publicKeys.length > 2)
    throw new Error('passports are read with one public key, or two while keys are being rotated');
  const keys = new Map(options.publicKeys.map(readPublicKey).map(({ kid, key }) => [kid, key]));
  const seen = boundedCache<Viewer>(CAPACITY, now);
  return {
    read(passport) {
      const digest = hash('sha256', passport, 'base64');
      const known = seen.get(digest);
      if (known !== undefined) return known;
      const claims = verified(passport, keys);
      const until = (claims.exp + LEEWAY_SECONDS) * 1000;
      if (until <= now()) throw new InvalidPassportError('the passport is over');
      const viewer = withDates(claims.viewer);
      seen.set(digest, viewer, until);
      return viewer;
    },
  };
}

interface Claims {
  readonly iss: string;
  readonly aud: string;
  readonly exp: number;
  readonly viewer: WrittenViewer;
}

type WrittenViewer = Omit<Viewer, 'expiresAt' | 'issuedAt'> & { readonly expiresAt: string | null; readonly issuedAt?: string };

const withDates = ({ expiresAt, issuedAt, ...viewer }: WrittenViewer): Viewer => ({
  ...viewer,
  expiresAt: expiresAt === null ? null : new Date(expiresAt),
  ...(issuedAt === undefined ? {} : { issuedAt: new Date(issuedAt) }),
});

/** The claims of a passport whose signature, algorithm, issuer and audience are right. */
function verified(passport: string, keys: ReadonlyMap<string, KeyObject>): Claims {
  const [header = '', payload = '', signature = '', ...rest] = passport.split('.');
  const { alg, typ, kid } = decode<{ alg?: unknown; typ?: unknown; kid?: unknown }>(header);
  const key = typeof kid === 'string' ? keys.get(kid) : undefined;
  if (key === undefined) throw new InvalidPassportError('the passport is signed with a key that is not accepted');
  if (alg !== 'EdDSA' || typ !== TYPE || rest.length > 0) throw new InvalidPassportError('this is no passport');
  if (!verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))) {
    throw new InvalidPassportError('the signature of the passport is wrong');
  }
  const claims = decode<Claims>(payload);
  if (claims.iss !== ISSUER || claims.aud !== AUDIENCE) throw new InvalidPassportError('the passport is meant for others');
  return claims;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What is signed by us has our shape; before that is known only single members of the header are looked at. */
function decode<T>(part: string): T {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    if (typeof value === 'object' && value !== null) return value as T;
  } catch (error) {
    throw new InvalidPassportError('this is no passport', { cause: error });
  }
  throw new InvalidPassportError('this is no passport');
}
