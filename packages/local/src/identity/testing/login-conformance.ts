import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { IdentityUnderTest } from '../../testing-identity.ts';
import { browser, storefront } from './browser.ts';

/** What the shop's clients rely on, whichever identity server is behind the issuer. */
export function logsPeopleIn(open: () => Promise<IdentityUnderTest>): void {
  let identity: IdentityUnderTest;
  let shop: ReturnType<typeof storefront>;
  beforeAll(async () => {
    identity = await open();
    shop = storefront(identity.issuer);
  }, 900_000);
  afterAll(() => identity.close());

  const logInAs = async (name: string) => {
    const someone = browser();
    const back = await someone.submit(await someone.visit(shop.authUrl()), { username: name, password: name });
    return { someone, back, code: back.location?.searchParams.get('code') ?? '' };
  };
  const claimsOf = (token: string | undefined) => decodeJwt(token ?? '');

  /** Somebody new, with a name and password of their own. */
  const register = async () => {
    const name = `carol-${randomUUID()}`;
    const someone = browser();
    const back = await someone.submit(await someone.visit(shop.authUrl({}, 'registrations')), {
      ...{ username: name, email: `${name}@example.test`, firstName: 'Carol', lastName: 'Example' },
      ...{ password: 'her secret', 'password-confirm': 'her secret' },
    });
    return { name, back, someone };
  };

  test('says by discovery where everything is', async () => {
    const found = (await (await fetch(`${identity.issuer}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
    expect(found).toMatchObject({
      issuer: identity.issuer,
      authorization_endpoint: shop.endpoint('auth'),
      token_endpoint: shop.endpoint('token'),
      userinfo_endpoint: shop.endpoint('userinfo'),
      end_session_endpoint: shop.endpoint('logout'),
      jwks_uri: shop.endpoint('certs'),
      code_challenge_methods_supported: expect.arrayContaining(['S256']),
      grant_types_supported: expect.arrayContaining(['authorization_code', 'refresh_token', 'password', 'client_credentials']),
    });
  });

  describe('logging in', () => {
    test('leads back to the client with a code, and to tokens that say who it is, what they may do and who may hear it', async () => {
      const { back, code } = await logInAs('alice');
      expect(back.status).toBe(302);
      expect(back.location?.origin).toBe('http://localhost:5173');
      expect(back.location?.searchParams.get('state')).toBe('the state');
      const { status, body } = await shop.redeem(code);
      expect(status).toBe(200);
      const access = claimsOf(body['access_token']);
      expect(access).toMatchObject({ iss: identity.issuer, typ: 'Bearer', azp: 'storefront', email: 'alice@example.test', given_name: 'Alice' });
      expect([access.aud].flat()).toContain('gateway');
      expect(access['realm_access']).toEqual({ roles: ['customer'] });
      expect(claimsOf(body['id_token'])).toMatchObject({ nonce: 'the nonce', aud: 'storefront', sub: access.sub, sid: access['sid'] });
      const userinfo = await fetch(shop.endpoint('userinfo'), { headers: { authorization: `Bearer ${body['access_token']}` } });
      expect(await userinfo.json()).toMatchObject({ sub: access.sub, preferred_username: 'alice' });
    });

    test('is not asked of a browser twice, unless the client wants it', async () => {
      const { someone } = await logInAs('alice');
      expect((await someone.visit(shop.authUrl())).location?.searchParams.get('code')).toBeTruthy();
      expect((await someone.visit(shop.authUrl({ prompt: 'login' }))).html).toContain('kc-form-login');
      const stranger = await browser().visit(shop.authUrl({ prompt: 'none', response_mode: 'fragment' }));
      expect(stranger.location?.hash).toContain('error=login_required');
    });

    test('goes by the e-mail address too', async () => {
      expect((await shop.password('Alice@Example.Test', 'alice')).status).toBe(200);
    });

    test.each([
      ['alice', 'customer', '9b5c31cb-baf1-863d-aa31-9bd82bbb1de8'],
      ['bob', 'customer', '4e6b74e7-e207-8ac8-826c-abc18aca356b'],
      ['walter', 'warehouse', '75d04216-c695-8d0b-a004-c5172258475b'],
      ['susan', 'support', '13c88b81-bc12-821c-80b7-2a14b06d7d3e'],
      ['ada', 'admin', '7a3f5722-1c36-827f-803c-7f1937e3390b'],
    ])('%s, who is %s, has a login, and is the same person everywhere', async (name, role, subject) => {
      const { body } = await shop.password(name, name);
      expect(claimsOf(body['access_token'])).toMatchObject({ preferred_username: name, sub: subject, realm_access: { roles: [role] } });
    });

    test('makes of somebody who registers a customer', async () => {
      const { name, back } = await register();
      const { body } = await shop.redeem(back.location?.searchParams.get('code') ?? '');
      const claims = claimsOf(body['access_token']);
      expect(claims).toMatchObject({ preferred_username: name, email: `${name}@example.test`, email_verified: false, given_name: 'Carol' });
      expect(claims['realm_access']).toEqual({ roles: ['customer'] });
      const later = await shop.password(name, 'her secret');
      expect(claimsOf(later.body['access_token']).sub).toBe(claims.sub);
    });
  });

  describe('refuses', () => {
    test('a wrong password, in the form and at the token endpoint', async () => {
      const someone = browser();
      const answer = await someone.submit(await someone.visit(shop.authUrl()), { username: 'alice', password: 'wrong' });
      expect(answer.location).toBeUndefined();
      expect(answer.html).toContain('Invalid username or password.');
      expect(await shop.password('alice', 'wrong')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      expect(await shop.password('nobody', 'nobody')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    });

    test('more guesses at one password than a person makes', async () => {
      const { name } = await register();
      for (let guess = 0; guess < 10; guess += 1) await shop.password(name, `guess ${guess}`);
      expect(await shop.password(name, 'her secret')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    });

    test('a wrong verifier, which spends the code', async () => {
      const { code } = await logInAs('alice');
      expect(await shop.redeem(code, { code_verifier: 'wrong' })).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      expect((await shop.redeem(code)).status).toBe(400);
    });

    test('a request without PKCE', async () => {
      const answer = await browser().visit(shop.authUrl({ code_challenge_method: 'plain' }));
      expect(answer.location?.searchParams.get('error')).toBe('invalid_request');
    });

    test('a code for the second time, and the tokens of the first time with it', async () => {
      const { code } = await logInAs('alice');
      const first = await shop.redeem(code);
      expect(await shop.redeem(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      expect(await shop.refresh(first.body['refresh_token'] ?? '')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    });

    test('a code for another redirect address', async () => {
      const { code } = await logInAs('alice');
      expect((await shop.redeem(code, { redirect_uri: 'http://localhost:5173/other' })).status).toBe(400);
    });

    test.each([
      'https://evil.example/',
      'http://localhost:5173.evil.example/',
      'http://localhost:5173@evil.example/',
      'http://localhost:51730/',
      '//evil.example/',
      'javascript:alert(1)',
    ])('to lead anybody to %p', async uri => {
      expect(await browser().visit(shop.authUrl({ redirect_uri: uri }))).toMatchObject({ status: 400, location: undefined });
    });
  });

  describe('a session', () => {
    test('goes on with each refresh, and ends when a refresh token comes for the second time', async () => {
      const first = await shop.password('alice', 'alice');
      const second = await shop.refresh(first.body['refresh_token'] ?? '');
      expect(second.status).toBe(200);
      expect(claimsOf(second.body['access_token'])['sid']).toBe(first.body['session_state']);
      expect(await shop.refresh(first.body['refresh_token'] ?? '')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      expect(await shop.refresh(second.body['refresh_token'] ?? '')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    });

    test('ends by its refresh token, from behind', async () => {
      const { body } = await shop.password('alice', 'alice');
      const form = new URLSearchParams({ client_id: 'storefront', refresh_token: body['refresh_token'] ?? '' });
      expect((await fetch(shop.endpoint('logout'), { method: 'POST', body: form })).status).toBe(204);
      expect((await shop.refresh(body['refresh_token'] ?? '')).status).toBe(400);
      const userinfo = await fetch(shop.endpoint('userinfo'), { headers: { authorization: `Bearer ${body['access_token']}` } });
      expect(userinfo.status).toBe(401);
    });

    test('ends in the browser, at once with an id token', async () => {
      const { someone, code } = await logInAs('alice');
      const { body } = await shop.redeem(code);
      const query = new URLSearchParams({ id_token_hint: body['id_token'] ?? '', post_logout_redirect_uri: 'http://localhost:5173/bye', state: 's' });
      expect((await someone.visit(`${shop.endpoint('logout')}?${query.toString()}`)).location?.href).toBe('http://localhost:5173/bye?state=s');
      expect((await someone.visit(shop.authUrl({ prompt: 'none' }))).location?.searchParams.get('error')).toBe('login_required');
      expect((await shop.refresh(body['refresh_token'] ?? '')).status).toBe(400);
    });
  });

  test('scripts of the client may ask for tokens, those of others may not', async () => {
    const ask = (origin: string) =>
      fetch(shop.endpoint('token'), {
        method: 'POST',
        headers: { origin },
        body: new URLSearchParams({ client_id: 'storefront', grant_type: 'password', username: 'alice', password: 'alice' }),
      });
    expect((await ask('http://localhost:5173')).headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
}
