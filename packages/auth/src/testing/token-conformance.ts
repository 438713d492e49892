import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { IdentityUnderTest, SigningKey } from '@micromart/local/testing-identity';
import { decodeJwt, importJWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { tokenChecker, type TokenChecker, type TokenCheckerOptions } from '../token-check.ts';
import { IdentityUnavailableError, UnauthenticatedError } from '../token-errors.ts';
import { userIdOf } from '../user-id.ts';

type Tokens = Readonly<Record<'access_token' | 'id_token' | 'refresh_token', string>>;

/** That good tokens are taken for what they say and others refused, whatever happens to keys; whichever identity server signs. */
export function checksTokens(open: () => Promise<IdentityUnderTest>): void {
  let identity: IdentityUnderTest;
  /** The newest key of the realm. */
  let key: SigningKey;
  /** Stands before the realm's keys and counts who asks. */
  let counter: Server;
  let jwksUrl: string;
  let fetched = 0;
  let away = false;
  /** The keys, as the realm published them last: handed out at once, however long the realm would take on a busy machine. */
  let published = '';
  const checkers: TokenChecker[] = [];

  beforeAll(async () => {
    identity = await open();
    await addKey();
    counter = createServer((_request, response) => {
      fetched += 1;
      if (away) response.writeHead(503).end();
      else response.end(published);
    }).listen(0, '127.0.0.1');
    await new Promise(resolve => counter.once('listening', resolve));
    jwksUrl = `http://127.0.0.1:${(counter.address() as AddressInfo).port}/`;
  }, 900_000);
  afterEach(() => {
    for (const checker of checkers.splice(0)) checker.close();
    fetched = 0;
    away = false;
  });
  afterAll(async () => {
    counter.close();
    counter.closeAllConnections();
    await identity.close();
  });

  async function addKey(): Promise<void> {
    const added = await identity.addKey();
    await publish();
    key = added;
  }

  async function publish(): Promise<void> {
    published = await (await fetch(`${identity.issuer}/protocol/openid-connect/certs`)).text();
  }

  function checkerWith(options: Partial<TokenCheckerOptions> = {}): TokenChecker {
    const checker = tokenChecker({ issuer: identity.issuer, jwksUrl, onFault: () => undefined, ...options });
    checkers.push(checker);
    return checker;
  }

  async function tokensOf(name: string): Promise<Tokens> {
    const body = new URLSearchParams({ client_id: 'storefront', grant_type: 'password', scope: 'openid', username: name, password: name });
    const response = await fetch(`${identity.issuer}/protocol/openid-connect/token`, { method: 'POST', body });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as Tokens;
  }

  /** A token with the realm's own key, but with other claims. */
  async function signed(changes: JWTPayload, header: { readonly alg?: string; readonly kid?: string } = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const right = { iss: identity.issuer, sub: 'somebody', aud: ['gateway'], typ: 'Bearer', iat: now, exp: now + 60 };
    const algorithm = header.alg ?? 'RS256';
    return new SignJWT({ ...right, ...changes })
      .setProtectedHeader({ alg: algorithm, kid: header.kid ?? key.kid })
      .sign(await importJWK(key.jwk, algorithm));
  }

  test('a token says who asks', async () => {
    const { access_token: token } = await tokensOf('susan');
    const claims = decodeJwt(token);
    expect(await checkerWith().check(token)).toEqual({
      userId: userIdOf('13c88b81-bc12-821c-80b7-2a14b06d7d3e'),
      email: 'susan@example.test',
      firstName: 'Susan',
      lastName: 'Example',
      roles: ['support'],
      sessionId: claims['sid'],
      orderTokens: [],
      expiresAt: new Date((claims.exp ?? 0) * 1000),
      issuedAt: new Date((claims.iat ?? 0) * 1000),
    });
  });

  test('a token is checked once, and is then a look-up', async () => {
    const checker = checkerWith();
    const { access_token: token } = await tokensOf('alice');
    const viewer = await checker.check(token);
    expect(await checker.check(token)).toBe(viewer);
    expect(fetched).toBe(1);
  });

  describe('refused', () => {
    const soon = () => Math.floor(Date.now() / 1000) + 60;
    test.each<[string, () => Promise<string>, string]>([
      ['an expired token', () => signed({ exp: soon() - 61 }), 'the token has expired'],
      ['a token without an end', () => signed({ exp: undefined } as unknown as JWTPayload), 'the token does not say when it expires'],
      ['a token of tomorrow', () => signed({ nbf: soon() }), 'the token is not valid yet'],
      ['a token of another issuer', () => signed({ iss: 'http://evil.example/realms/micromart' }), 'the token comes from another issuer'],
      ['a token for another audience', () => signed({ aud: 'account' }), 'the token is meant for others'],
      ['a token without an audience', () => signed({ aud: undefined } as unknown as JWTPayload), 'the token is meant for others'],
      ['a token with another algorithm', () => signed({}, { alg: 'RS512' }), 'the token is not signed with RS256'],
      ['a token that names nobody', () => signed({ sub: '' }), 'the token names nobody'],
      ['an id token', async () => (await tokensOf('alice')).id_token, 'the token is no access token'],
      ['a token with an unknown key', () => signed({}, { kid: 'unknown' }), 'the token is signed with an unknown key'],
      ['an unsigned token', async () => new UnsecuredJWT({ typ: 'Bearer' }).encode(), 'the token is not signed with RS256'],
      ['something else', async () => 'not.a.token', 'this is no token'],
      ['nothing', async () => '', 'this is no token'],
      ['null in all parts', async () => 'bnVsbA.bnVsbA.bnVsbA', 'this is no token'],
      ['a long text', async () => 'x'.repeat(20_000), 'the token is too long'],
    ])('%s', async (_name, token, reason) => {
      await expect(checkerWith({ keysFetchedAtMostEvery: 1 }).check(await token())).rejects.toThrow(new UnauthenticatedError(reason));
    });

    test('a refresh token, which is signed in another way by some', async () => {
      const { refresh_token: token } = await tokensOf('alice');
      await expect(checkerWith().check(token)).rejects.toBeInstanceOf(UnauthenticatedError);
    });

    test('a token whose claims were changed', async () => {
      const [header, payload = '', signature] = (await tokensOf('alice')).access_token.split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
      const forged = Buffer.from(JSON.stringify({ ...claims, realm_access: { roles: ['admin'] } })).toString('base64url');
      await expect(checkerWith().check(`${header}.${forged}.${signature}`)).rejects.toThrow('the signature of the token is wrong');
    });

    test('a token that had been good, once it has expired', async () => {
      const checker = checkerWith();
      const token = await signed({ exp: Math.floor(Date.now() / 1000) + 6 });
      await checker.check(token);
      const refusal = async () =>
        checker.check(token).then(
          () => undefined,
          error => error,
        );
      await until(async () => (await refusal()) !== undefined);
      expect(await refusal()).toEqual(new UnauthenticatedError('the token has expired'));
    });
  });

  describe('when keys change', () => {
    test('a token with a new key is accepted at once, also just after keys were fetched without need', async () => {
      const checker = checkerWith({ keysFetchedAtMostEvery: 60_000, keysRefreshedEvery: 100 });
      await checker.check((await tokensOf('alice')).access_token);
      const before = fetched;
      await until(async () => fetched > before + 1);
      await addKey();
      expect(await checker.check((await tokensOf('bob')).access_token)).toMatchObject({ email: 'bob@example.test' });
    });

    test('a flood of unknown keys asks no more often than allowed, and of good tokens with a new key not one is refused', async () => {
      const checker = checkerWith({ keysFetchedAtMostEvery: 1_000 });
      await checker.check((await tokensOf('alice')).access_token);
      const began = performance.now();
      const invented: Promise<string>[] = [];
      const junk = await signed({}, { kid: 'invented' });
      const flood = (): void => {
        for (let index = 0; index < 50; index += 1) invented.push(outcomeOf(checker.check(withKid(junk, `invented ${invented.length}`))));
      };
      const flooding = setInterval(flood, 50);
      const good: Promise<string>[] = [];
      try {
        flood();
        for (const name of ['bob', 'walter', 'susan']) {
          await addKey();
          good.push(outcomeOf(checker.check((await tokensOf(name)).access_token)));
          await Promise.all(good);
        }
      } finally {
        clearInterval(flooding);
      }
      expect(await Promise.all(good)).toEqual(['bob@example.test', 'walter@example.test', 'susan@example.test']);
      expect(new Set(await Promise.all(invented))).toEqual(new Set(['UnauthenticatedError']));
      // one for Alice's key, which no unknown key gave rise to
      expect(fetched - 1).toBeLessThanOrEqual(Math.ceil((performance.now() - began) / 1_000));
      expect(invented.length).toBeGreaterThan(100);
    });

    test('tokens of a withdrawn key are refused, although they had been checked before, and who asked to hear of it does', async () => {
      const checker = checkerWith({ keysRefreshedEvery: 50, keysFetchedAtMostEvery: 10 });
      let told = 0;
      checker.onKeysWithdrawn(() => (told += 1));
      const { access_token: token } = await tokensOf('alice');
      await checker.check(token);
      await addKey();
      expect(await checker.check((await tokensOf('bob')).access_token)).toMatchObject({ email: 'bob@example.test' });
      expect(await checker.check(token)).toMatchObject({ email: 'alice@example.test' });
      const before = told;
      await identity.withdrawOldKeys();
      await publish();
      await until(async () => told > before);
      const isRefused = () =>
        checker.check(token).then(
          () => false,
          error => error instanceof UnauthenticatedError,
        );
      await until(isRefused);
    });
  });

  describe('while the identity server is away', () => {
    test('it is a fault and not a refusal, and nobody waits for the next try', async () => {
      away = true;
      const checker = checkerWith();
      const { access_token: token } = await tokensOf('alice');
      const began = performance.now();
      for (let time = 0; time < 5; time += 1) await expect(checker.check(token)).rejects.toBeInstanceOf(IdentityUnavailableError);
      expect(performance.now() - began).toBeLessThan(8_000);
      expect(fetched).toBe(1);
    });

    test('keys that are known are trusted on, and somebody hears of it', async () => {
      const faults: Error[] = [];
      const checker = checkerWith({ keysRefreshedEvery: 20, keysFetchedAtMostEvery: 10, onFault: fault => faults.push(fault) });
      await checker.check((await tokensOf('alice')).access_token);
      away = true;
      await until(async () => faults.length > 0);
      expect(await checker.check((await tokensOf('bob')).access_token)).toMatchObject({ email: 'bob@example.test' });
    });
  });
}

/** Somebody's e-mail address, or what was thrown. */
const outcomeOf = (checked: ReturnType<TokenChecker['check']>): Promise<string> =>
  checked.then(
    viewer => viewer.email ?? 'nobody',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );

/** The same token with another key id: a signature is not looked at before its key is known. */
function withKid(token: string, kid: string): string {
  const [, ...rest] = token.split('.');
  return [Buffer.from(JSON.stringify({ alg: 'RS256', kid })).toString('base64url'), ...rest].join('.');
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 20));
}
