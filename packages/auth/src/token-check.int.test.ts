import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { type IdentityServer, startIdentity, subjectOf } from '@micromart/local';
import { decodeJwt, importJWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { tokenChecker, type TokenChecker, type TokenCheckerOptions } from './token-check.ts';
import { IdentityUnavailableError, UnauthenticatedError } from './token-errors.ts';
import { userIdOf } from './user-id.ts';

const realmFile = fileURLToPath(new URL('../../../docker/keycloak/micromart-realm.json', import.meta.url));
const silent = { info: () => undefined, warn: () => undefined, error: console.error };

let directory: string;
let identity: IdentityServer;
/** Stands before the identity server's keys and counts who asks. */
let counter: Server;
let jwksUrl: string;
let fetched = 0;
let away = false;
const checkers: TokenChecker[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'micromart-auth-'));
  identity = await startIdentity({ realmFile, directory, port: 0, log: silent });
  const keys = async (): Promise<string> => (await fetch(`${identity.issuer}/protocol/openid-connect/certs`)).text();
  counter = createServer((_request, response) => {
    fetched += 1;
    if (away) response.writeHead(503).end();
    else void keys().then(text => response.end(text));
  }).listen(0, '127.0.0.1');
  await new Promise(resolve => counter.once('listening', resolve));
  jwksUrl = `http://127.0.0.1:${(counter.address() as AddressInfo).port}/`;
});
afterEach(() => {
  for (const checker of checkers.splice(0)) checker.close();
  fetched = 0;
  away = false;
});
afterAll(async () => {
  counter.close();
  counter.closeAllConnections();
  await identity.stop();
  await rm(directory, { recursive: true });
});

function checkerWith(options: Partial<TokenCheckerOptions> = {}): TokenChecker {
  const checker = tokenChecker({ issuer: identity.issuer, jwksUrl, onFault: () => undefined, ...options });
  checkers.push(checker);
  return checker;
}

async function tokensOf(name: string): Promise<Record<'access_token' | 'id_token' | 'refresh_token', string>> {
  const body = new URLSearchParams({ client_id: 'storefront', grant_type: 'password', scope: 'openid', username: name, password: name });
  const response = await fetch(`${identity.issuer}/protocol/openid-connect/token`, { method: 'POST', body });
  return (await response.json()) as Record<'access_token' | 'id_token' | 'refresh_token', string>;
}

/** A token with the server's own key, but with other claims. */
async function signed(changes: JWTPayload, header: { readonly alg?: string; readonly kid?: string } = {}): Promise<string> {
  const [newest] = JSON.parse(await readFile(join(directory, 'keys.json'), 'utf8'));
  const now = Math.floor(Date.now() / 1000);
  const right = { iss: identity.issuer, sub: 'somebody', aud: ['gateway'], typ: 'Bearer', iat: now, exp: now + 60 };
  const algorithm = header.alg ?? 'RS256';
  return new SignJWT({ ...right, ...changes })
    .setProtectedHeader({ alg: algorithm, kid: header.kid ?? newest.kid })
    .sign(await importJWK(newest, algorithm));
}

test('a token says who asks', async () => {
  const { access_token: token } = await tokensOf('susan');
  const claims = decodeJwt(token);
  expect(await checkerWith().check(token)).toEqual({
    userId: userIdOf(subjectOf('micromart', 'susan')),
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
    ['a refresh token', async () => (await tokensOf('alice')).refresh_token, 'the token is no access token'],
    ['a token with an unknown key', () => signed({}, { kid: 'unknown' }), 'the token is signed with an unknown key'],
    ['an unsigned token', async () => new UnsecuredJWT({ typ: 'Bearer' }).encode(), 'the token is not signed with RS256'],
    ['something else', async () => 'not.a.token', 'this is no token'],
    ['nothing', async () => '', 'this is no token'],
    ['null in all parts', async () => 'bnVsbA.bnVsbA.bnVsbA', 'this is no token'],
    ['a long text', async () => 'x'.repeat(20_000), 'the token is too long'],
  ])('%s', async (_name, token, reason) => {
    await expect(checkerWith({ keysFetchedAtMostEvery: 1 }).check(await token())).rejects.toThrow(new UnauthenticatedError(reason));
  });

  test('a token whose claims were changed', async () => {
    const [header, payload = '', signature] = (await tokensOf('alice')).access_token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, realm_access: { roles: ['admin'] } })).toString('base64url');
    await expect(checkerWith().check(`${header}.${forged}.${signature}`)).rejects.toThrow('the signature of the token is wrong');
  });

  test('a token that had been good, once it has expired', async () => {
    const checker = checkerWith();
    const token = await signed({ exp: Math.floor(Date.now() / 1000) + 2 });
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
  test('a flood of unknown keys asks no more often than allowed, and a good token with a new key is accepted as soon as may be', async () => {
    const began = performance.now();
    const checker = checkerWith({ keysFetchedAtMostEvery: 300 });
    await checker.check((await tokensOf('alice')).access_token);
    await identity.rotateKeys();
    const { access_token: good } = await tokensOf('bob');
    const flood = await Promise.all(Array.from({ length: 200 }, (_, index) => signed({}, { kid: `invented ${index}` })));
    const [viewer, ...refused] = await Promise.allSettled([good, ...flood].map(token => checker.check(token)));
    expect(viewer).toMatchObject({ status: 'fulfilled', value: { email: 'bob@example.test' } });
    expect(refused.every(result => result.status === 'rejected' && result.reason instanceof UnauthenticatedError)).toBe(true);
    expect((fetched - 1) * 300).toBeLessThanOrEqual(performance.now() - began);
    expect(fetched).toBeLessThan(flood.length / 10);
  });

  test('tokens of a removed key are refused, although they had been checked before', async () => {
    const checker = checkerWith({ keysRefreshedEvery: 50, keysFetchedAtMostEvery: 10 });
    const { access_token: token } = await tokensOf('alice');
    await checker.check(token);
    await identity.rotateKeys();
    expect(await checker.check(token)).toMatchObject({ email: 'alice@example.test' });
    await identity.rotateKeys();
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
    expect(performance.now() - began).toBeLessThan(2_000);
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

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 20));
}
