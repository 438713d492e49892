import { createHash, randomBytes } from 'node:crypto';

/** What an authorization code stands for. */
export interface CodeGrant {
  readonly sessionId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly openid: boolean;
  readonly nonce: string | undefined;
}

export type Redeemed =
  | { readonly outcome: 'granted'; readonly grant: CodeGrant }
  | { readonly outcome: 'reused'; readonly grant: CodeGrant }
  | { readonly outcome: 'refused' };

/** Authorization codes: good once, for a minute. They are kept in memory alone, for nobody misses one after a restart. */
export interface Codes {
  issue(grant: CodeGrant): string;
  /** A code shown for the second time is `reused`: it was stolen, or its tokens were. */
  redeem(code: string, by: { readonly clientId: string; readonly redirectUri: string; readonly verifier: string }): Redeemed;
}

const LIFETIME_MS = 60_000;
/** A used code is remembered as long as its session may matter. */
const REMEMBERED_MS = 600_000;

/** @param now milliseconds since the epoch. */
export function codes(now: () => number): Codes {
  const issued = new Map<string, { readonly grant: CodeGrant; readonly issuedAt: number; used: boolean }>();
  const forgetOld = (): void => {
    for (const [code, { issuedAt }] of issued) {
      if (now() - issuedAt < REMEMBERED_MS) return;
      issued.delete(code);
    }
  };
  return {
    issue(grant) {
      forgetOld();
      const code = randomBytes(32).toString('base64url');
      issued.set(code, { grant, issuedAt: now(), used: false });
      return code;
    },
    redeem(code, by) {
      const found = issued.get(code);
      if (found === undefined) return { outcome: 'refused' };
      if (found.used) return { outcome: 'reused', grant: found.grant };
      // one try only: a wrong verifier spends the code, so that it cannot be guessed
      found.used = true;
      const { grant } = found;
      const fits = grant.clientId === by.clientId && grant.redirectUri === by.redirectUri && challengeOf(by.verifier) === grant.challenge;
      return fits && now() - found.issuedAt < LIFETIME_MS ? { outcome: 'granted', grant } : { outcome: 'refused' };
    },
  };
}

/** PKCE's S256. */
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
