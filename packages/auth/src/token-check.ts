import { hash } from 'node:crypto';
import { boundedCache } from './bounded-cache.ts';
import { keycloakTokens, type ParsedToken } from './keycloak.ts';
import { signingKeys } from './signing-keys.ts';
import { UnauthenticatedError } from './token-errors.ts';
import { viewerOf } from './token-claims.ts';
import type { Viewer } from './viewer.ts';

/** Tells who presents a bearer token. A token that was checked once is a look-up until it expires. */
export interface TokenChecker {
  /** @throws UnauthenticatedError when the token is not good, IdentityUnavailableError when that cannot be said now. */
  check(token: string): Promise<Viewer>;
  /** Calls back whenever keys were withdrawn: a token that was good may not be so any more. @returns what ends it. */
  onKeysWithdrawn(heard: () => void): () => void;
  close(): void;
}

export interface TokenCheckerOptions {
  /** What `iss` must be: `<server>/realms/<realm>`. */
  readonly issuer: string;
  /** Where the keys are; by default where the issuer publishes them. Behind a proxy or in containers it may differ. */
  readonly jwksUrl?: string;
  /** What `aud` must contain; `gateway` by default. */
  readonly audience?: string;
  /** Milliseconds between two requests for keys that tokens with unknown keys give rise to, at least; 10,000 by default. */
  readonly keysFetchedAtMostEvery?: number;
  /** Milliseconds after which withdrawn keys are noticed; 20,000 by default. */
  readonly keysRefreshedEvery?: number;
  /** Hears when keys could not be refreshed in the background; those that are known are trusted on. */
  readonly onFault: (fault: Error) => void;
}

const CAPACITY = 10_000;
/** Tokens travel in headers, which Node limits to 16 KiB altogether. */
const LONGEST_TOKEN = 16_384;
const NOT_BEFORE_LEEWAY_MS = 5_000;

export function tokenChecker(options: TokenCheckerOptions): TokenChecker {
  const { issuer, audience = 'gateway' } = options;
  const keycloak = keycloakTokens(issuer, audience);
  const checked = boundedCache<Viewer>(CAPACITY, Date.now);
  const hearers = new Set<() => void>();
  const keys = signingKeys({
    jwksUrl: options.jwksUrl ?? `${issuer}/protocol/openid-connect/certs`,
    fetchedAtMostEvery: options.keysFetchedAtMostEvery ?? 10_000,
    refreshedEvery: options.keysRefreshedEvery ?? 20_000,
    onRemoved() {
      checked.clear();
      for (const heard of hearers) heard();
    },
    onFault: options.onFault,
  });

  return {
    async check(raw) {
      const digest = hash('sha256', raw, 'base64');
      const known = checked.get(digest);
      if (known !== undefined) return known;
      if (raw.length > LONGEST_TOKEN) throw new UnauthenticatedError('the token is too long');
      const token = keycloak.parse(raw);
      const { kid, expiresAt, claims } = accepted(token, issuer, audience);
      const key = await keys.find(kid);
      if (key === undefined) throw new UnauthenticatedError('the token is signed with an unknown key');
      try {
        await keycloak.validate(token, key);
      } catch (error) {
        throw new UnauthenticatedError(reasonFor(error), { cause: error });
      }
      const viewer = viewerOf(claims, expiresAt);
      checked.set(digest, viewer, expiresAt);
      return viewer;
    },
    onKeysWithdrawn(heard) {
      hearers.add(heard);
      return () => void hearers.delete(heard);
    },
    close: keys.close,
  };
}

/** What can be refused without a key, and what keycloak-connect does not look at: it takes a token without `exp` for eternal and ignores `nbf`. */
function accepted({ header, content }: ParsedToken, issuer: string, audience: string) {
  if (!header || !content) throw new UnauthenticatedError('this is no token');
  if (header.alg !== 'RS256') throw new UnauthenticatedError('the token is not signed with RS256');
  if (typeof header.kid !== 'string') throw new UnauthenticatedError('the token does not name its key');
  if (typeof content['exp'] !== 'number') throw new UnauthenticatedError('the token does not say when it expires');
  const expiresAt = content['exp'] * 1000;
  if (expiresAt <= Date.now()) throw new UnauthenticatedError('the token has expired');
  const notBefore = content['nbf'] ?? 0;
  if (typeof notBefore !== 'number' || notBefore * 1000 > Date.now() + NOT_BEFORE_LEEWAY_MS)
    throw new UnauthenticatedError('the token is not valid yet');
  if (content['iss'] !== issuer) throw new UnauthenticatedError('the token comes from another issuer');
  if (content['typ'] !== 'Bearer') throw new UnauthenticatedError('the token is no access token');
  if (![content['aud']].flat().includes(audience)) throw new UnauthenticatedError('the token is meant for others');
  return { kid: header.kid, expiresAt, claims: content };
}

function reasonFor(error: unknown): string {
  const said = error instanceof Error ? error.message : '';
  if (said.includes('expired')) return 'the token has expired';
  if (said.includes('signature')) return 'the signature of the token is wrong';
  return 'the token is not valid';
}
