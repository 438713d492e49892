import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { localIdentityUnderTest } from '../testing-identity.ts';
import { servesAccounts } from './testing/accounts-conformance.ts';
import { browser, storefront } from './testing/browser.ts';
import { testIdentity } from './testing/identity.ts';
import { logsPeopleIn } from './testing/login-conformance.ts';

describe('the local identity server', () => logsPeopleIn(localIdentityUnderTest));
describe('its admin API', () => servesAccounts(localIdentityUnderTest));

let identity: Awaited<ReturnType<typeof testIdentity>>;
let shop: ReturnType<typeof storefront>;
beforeAll(async () => {
  identity = await testIdentity();
  shop = storefront(identity.server.issuer);
});
afterAll(() => identity.close());

test('what was typed is shown again as text', async () => {
  const someone = browser();
  const answer = await someone.submit(await someone.visit(shop.authUrl()), { username: '<b>alice', password: 'wrong' });
  expect(answer.html).toContain('&lt;b&gt;alice');
});

describe('refused', () => {
  test.each(['http:\\\\evil.example\\@localhost:5173/', 'http://localhost:5173/#fragment', 'https://evil.example/', ''])(
    'an open redirect to %p, at login and logout',
    async uri => {
      expect(await browser().visit(shop.authUrl({ redirect_uri: uri }))).toMatchObject({ status: 400, location: undefined });
      const afterLogout = await browser().visit(
        `${shop.endpoint('logout')}?client_id=storefront&post_logout_redirect_uri=${encodeURIComponent(uri)}`,
      );
      expect(afterLogout).toMatchObject({ status: 400, location: undefined });
    },
  );

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

test('a client without a login of its own gets no token', async () => {
  expect(await shop.token({ grant_type: 'client_credentials' })).toMatchObject({ status: 401, body: { error: 'unauthorized_client' } });
});
