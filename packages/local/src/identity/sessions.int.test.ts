import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { realmFile } from '../testing-identity.ts';
import { startIdentity } from './server.ts';
import { browser, storefront } from './testing/browser.ts';
import { giveRoles } from './testing/give-roles.ts';
import { testIdentity } from './testing/identity.ts';

let identity: Awaited<ReturnType<typeof testIdentity>>;
let shop: ReturnType<typeof storefront>;
beforeAll(async () => {
  identity = await testIdentity();
  shop = storefront(identity.server.issuer);
});
afterAll(() => identity.close());

const carol = {
  username: 'Carol',
  email: 'carol@example.test',
  firstName: 'Carol',
  lastName: 'Example',
  password: 'her secret',
  'password-confirm': 'her secret',
};

async function register(fields: Readonly<Record<string, string>>) {
  const someone = browser();
  return someone.submit(await someone.visit(shop.authUrl({}, 'registrations')), fields);
}

describe('registration', () => {
  beforeAll(() => register(carol));

  test.each([
    [{ username: 'alice', email: 'other@example.test' }, 409, 'Username already exists.'],
    [{ username: 'other', email: 'ALICE@example.test' }, 409, 'Email already exists.'],
    [{ username: 'other', 'password-confirm': 'typo' }, 400, 'Passwords do not match.'],
    [{ username: 'x y' }, 400, 'Please specify a username'],
    [{ username: 'other', email: 'no address' }, 400, 'Please specify a valid email.'],
    [{ username: 'other', firstName: '' }, 400, 'Please specify first and last name.'],
  ])('%p is refused', async (changes, status, words) => {
    const answer = await register({ ...carol, ...changes });
    expect(answer.status).toBe(status);
    expect(answer.html).toContain(words);
  });
});

describe('a session', () => {
  test('gives a refresh token to one of two who ask at the same moment', async () => {
    const { body } = await shop.password('alice', 'alice');
    const both = await Promise.all([shop.refresh(body['refresh_token'] ?? ''), shop.refresh(body['refresh_token'] ?? '')]);
    expect(both.map(answer => answer.status).toSorted()).toEqual([200, 400]);
  });

  test('ends in the browser, at once with an id token and after a question without one', async () => {
    const someone = browser();
    const logIn = async () => someone.submit(await someone.visit(shop.authUrl()), { username: 'alice', password: 'alice' });
    const isLoggedIn = async () => (await someone.visit(shop.authUrl({ prompt: 'none' }))).location?.searchParams.has('code');
    const { body } = await shop.redeem((await logIn()).location?.searchParams.get('code') ?? '');
    const target = encodeURIComponent('http://localhost:5173/bye');
    const out = await someone.visit(`${shop.endpoint('logout')}?id_token_hint=${body['id_token']}&post_logout_redirect_uri=${target}&state=s`);
    expect(out.location?.href).toBe('http://localhost:5173/bye?state=s');
    expect(await isLoggedIn()).toBe(false);
    expect((await shop.refresh(body['refresh_token'] ?? '')).status).toBe(400);

    await logIn();
    const question = await someone.visit(`${shop.endpoint('logout')}?client_id=storefront&post_logout_redirect_uri=${target}`);
    expect(question.html).toContain('Do you want to sign out?');
    expect(await isLoggedIn()).toBe(true);
    expect((await someone.submit(question, {})).location?.href).toBe('http://localhost:5173/bye');
    expect(await isLoggedIn()).toBe(false);
  });
});

test('keys, users, their roles and sessions last over a restart', async () => {
  const someone = browser();
  const back = await someone.submit(await someone.visit(shop.authUrl({}, 'registrations')), {
    ...carol,
    username: 'dave',
    email: 'dave@example.test',
  });
  const { body } = await shop.redeem(back.location?.searchParams.get('code') ?? '');
  const alice = decodeJwt((await shop.password('alice', 'alice')).body['access_token'] ?? '').sub;
  await giveRoles(identity.server.issuer, 'bob', ['support']);
  const keys = async () => (await fetch(shop.endpoint('certs'))).json();
  const before = await keys();
  await identity.restart();
  expect(await keys()).toEqual(before);
  expect((await shop.refresh(body['refresh_token'] ?? '')).status).toBe(200);
  expect((await someone.visit(shop.authUrl({ prompt: 'none' }))).location?.searchParams.has('code')).toBe(true);
  expect((await shop.password('dave', 'her secret')).status).toBe(200);
  expect(decodeJwt((await shop.password('alice', 'alice')).body['access_token'] ?? '').sub).toBe(alice);
  const bob = decodeJwt((await shop.password('bob', 'bob')).body['access_token'] ?? '');
  expect(bob['realm_access']).toEqual({ roles: ['customer', 'support'] });
});

test('it runs neither in production nor for other machines', async () => {
  const options = { realmFile, directory: '/nonexistent', port: 0, log: console };
  await expect(startIdentity({ ...options, environment: 'production' })).rejects.toThrow('in production set ISSUER_URL');
  for (const host of ['0.0.0.0', '::', '192.168.1.5']) await expect(startIdentity({ ...options, host })).rejects.toThrow('loopback only');
});

test('a name that was made to point at this machine is refused', async () => {
  const { port } = identity.server;
  const status = await new Promise(resolve => {
    request({ host: '127.0.0.1', port, path: '/realms/micromart', headers: { host: `evil.example:${port}` } }, answer => {
      answer.resume();
      resolve(answer.statusCode);
    }).end();
  });
  expect(status).toBe(421);
});
