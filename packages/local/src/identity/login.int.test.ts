import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { browser, storefront } from './testing/browser.ts';
import { testIdentity } from './testing/identity.ts';

let identity: Awaited<ReturnType<typeof testIdentity>>;
let shop: ReturnType<typeof storefront>;
beforeAll(async () => {
  identity = await testIdentity();
  shop = storefront(identity.server.issuer);
});
afterAll(() => identity.close());

async function logInAsAlice() {
  const someone = browser();
  const form = await someone.visit(shop.authUrl());
  const back = await someone.submit(form, { username: 'alice', password: 'alice' });
  return { someone, back, code: back.location?.searchParams.get('code') ?? '' };
}

describe('logging in', () => {
  test('a user gets back to the client with a code, and the client tokens for it', async () => {
    const { back, code } = await logInAsAlice();
    expect(back.status).toBe(302);
    expect(back.location?.origin).toBe('http://localhost:5173');
    expect(back.location?.searchParams.get('state')).toBe('the state');
    const { status, body } = await shop.redeem(code);
    expect(status).toBe(200);
    const access = decodeJwt(body['access_token'] ?? '');
    expect(access).toMatchObject({ iss: identity.server.issuer, typ: 'Bearer', azp: 'storefront', email: 'alice@example.test', given_name: 'Alice' });
    expect(access.aud).toContain('gateway');
    expect(access['realm_access']).toEqual({ roles: ['customer'] });
    expect(decodeJwt(body['id_token'] ?? '')).toMatchObject({ nonce: 'the nonce', aud: 'storefront', sub: access.sub, sid: access['sid'] });
    const userinfo = await fetch(shop.endpoint('userinfo'), { headers: { authorization: `Bearer ${body['access_token']}` } });
    expect(await userinfo.json()).toMatchObject({ sub: access.sub, preferred_username: 'alice' });
  });

  test('a browser that is logged in is not asked again, unless the client wants it', async () => {
    const { someone } = await logInAsAlice();
    expect((await someone.visit(shop.authUrl())).location?.searchParams.get('code')).toBeTruthy();
    expect((await someone.visit(shop.authUrl({ prompt: 'login' }))).html).toContain('kc-form-login');
    const stranger = await browser().visit(shop.authUrl({ prompt: 'none', response_mode: 'fragment' }));
    expect(stranger.location?.hash).toContain('error=login_required');
  });

  test('the e-mail will do instead of the name', async () => {
    expect((await shop.password('Alice@Example.Test', 'alice')).status).toBe(200);
  });

  test.each(['alice', 'bob', 'walter', 'susan', 'ada'])('%s has a login', async name => {
    const { body } = await shop.password(name, name);
    expect(decodeJwt(body['access_token'] ?? '')).toMatchObject({ preferred_username: name });
  });

  test('a service logs in as itself, with its secret alone', async () => {
    const as = (secret: string) => shop.token({ client_id: 'users-service', client_secret: secret, grant_type: 'client_credentials' });
    const { body } = await as('users-service-secret');
    expect(decodeJwt(body['access_token'] ?? '')).toMatchObject({ azp: 'users-service', preferred_username: 'service-account-users-service' });
    expect(await as('wrong')).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(await shop.token({ grant_type: 'client_credentials' })).toMatchObject({ status: 401, body: { error: 'unauthorized_client' } });
  });
});

describe('refused', () => {
  test('a wrong password, in the form and at the token endpoint', async () => {
    const someone = browser();
    const answer = await someone.submit(await someone.visit(shop.authUrl()), { username: '<b>alice', password: 'wrong' });
    expect(answer).toMatchObject({ status: 401, location: undefined });
    expect(answer.html).toContain('Invalid username or password.');
    expect(answer.html).toContain('&lt;b&gt;alice');
    expect(await shop.password('alice', 'wrong')).toMatchObject({ status: 401, body: { error: 'invalid_grant' } });
    expect(await shop.password('nobody', 'nobody')).toMatchObject({ status: 401, body: { error: 'invalid_grant' } });
  });

  test('more guesses at one password than a person makes', async () => {
    for (let guess = 0; guess < 10; guess += 1) await shop.password('bob', `guess ${guess}`);
    expect(await shop.password('bob', 'bob')).toMatchObject({ status: 401, body: { error: 'invalid_grant' } });
  });

  test('a wrong verifier, which spends the code', async () => {
    const { code } = await logInAsAlice();
    expect(await shop.redeem(code, { code_verifier: 'wrong' })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect((await shop.redeem(code)).status).toBe(400);
  });

  test('a request without PKCE', async () => {
    const answer = await browser().visit(shop.authUrl({ code_challenge_method: 'plain' }));
    expect(answer.location?.searchParams.get('error')).toBe('invalid_request');
  });

  test('a code for the second time, and the tokens of the first time with it', async () => {
    const { code } = await logInAsAlice();
    const first = await shop.redeem(code);
    expect(await shop.redeem(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    expect(await shop.refresh(first.body['refresh_token'] ?? '')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('a code for another redirect address', async () => {
    const { code } = await logInAsAlice();
    expect((await shop.redeem(code, { redirect_uri: 'http://localhost:5173/other' })).status).toBe(400);
  });

  test.each([
    'https://evil.example/',
    'http://localhost:5173.evil.example/',
    'http://localhost:5173@evil.example/',
    'http://localhost:51730/',
    'http:\\\\evil.example\\@localhost:5173/',
    '//evil.example/',
    'javascript:alert(1)',
    'http://localhost:5173/#fragment',
    '',
  ])('an open redirect to %p', async uri => {
    const answer = await browser().visit(shop.authUrl({ redirect_uri: uri }));
    expect(answer).toMatchObject({ status: 400, location: undefined });
    const afterLogout = await browser().visit(`${shop.endpoint('logout')}?client_id=storefront&post_logout_redirect_uri=${encodeURIComponent(uri)}`);
    expect(afterLogout).toMatchObject({ status: 400, location: undefined });
  });

  test('a login form that another site posted', async () => {
    const mine = browser();
    const form = await mine.visit(shop.authUrl());
    const right = { username: 'alice', password: 'alice' };
    expect((await browser().submit(form, right)).status).toBe(403);
    expect((await mine.submit(form, right, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await mine.submit(form, right, { origin: identity.server.url })).status).toBe(302);
  });
});

test('pages cannot be framed or made to run scripts, and forms lead to the client alone', async () => {
  const { headers } = await browser().visit(shop.authUrl());
  const policy = headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("form-action 'self' http://localhost:5173;");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.getSetCookie().every(cookie => cookie.includes('HttpOnly; SameSite=Lax'))).toBe(true);
});

test('scripts of the client may ask for tokens, those of others may not', async () => {
  const ask = (origin: string) => fetch(shop.endpoint('token'), { method: 'OPTIONS', headers: { origin } });
  expect((await ask('http://localhost:5173')).headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
  expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
});
