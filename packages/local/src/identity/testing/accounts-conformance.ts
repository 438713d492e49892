import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import type { IdentityUnderTest } from '../../testing-identity.ts';
import { storefront } from './browser.ts';

interface Role {
  readonly id: string;
  readonly name: string;
}

const bob = '4e6b74e7-e207-8ac8-826c-abc18aca356b';
const nobody = '00000000-0000-8000-8000-000000000000';

/** What the subgraph users relies on when it looks accounts up and changes their roles, and what its service account cannot do. */
export function servesAccounts(open: () => Promise<IdentityUnderTest>): void {
  let identity: IdentityUnderTest;
  let shop: ReturnType<typeof storefront>;
  let token: string;
  beforeAll(async () => {
    identity = await open();
    shop = storefront(identity.issuer);
    token = (await asService(identity.adminSecret)).body['access_token'] ?? '';
  }, 900_000);
  afterAll(() => identity.close());

  const asService = (secret: string) => shop.token({ client_id: 'users-service', client_secret: secret, grant_type: 'client_credentials' });
  const ask = async (method: string, path: string, body?: unknown, bearer = token) => {
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
    const url = `${identity.issuer.replace('/realms/', '/admin/realms/')}${path}`;
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  const rolesOf = async (path: string): Promise<readonly Role[]> => (await ask('GET', `/users/${bob}/role-mappings/realm${path}`)).body as Role[];
  const namesIn = (roles: readonly Role[]): string[] => roles.map(({ name }) => name).toSorted();

  test('a service logs in as itself, with its secret alone', async () => {
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({ azp: 'users-service', preferred_username: 'service-account-users-service' });
    // what the gateway would take for a person's token it must not be
    expect([claims.aud].flat()).not.toContain('gateway');
    expect((await asService('wrong')).status).toBe(401);
    expect((await shop.token({ client_id: 'gateway', client_secret: '', grant_type: 'client_credentials' })).status).toBe(401);
  });

  test('it finds everybody by pages, and nobody who is a service', async () => {
    const { body: total } = await ask('GET', '/users/count');
    const pages = await Promise.all(
      [0, 2, 4].map(async first => (await ask('GET', `/users?first=${first}&max=2&briefRepresentation=true`)).body as Role[]),
    );
    const found = pages.flat() as unknown as readonly { readonly username: string; readonly createdTimestamp: number }[];
    expect(new Set(found.map(({ username }) => username)).size).toBe(found.length);
    expect(total).toBeGreaterThanOrEqual(5);
    expect(found.length).toBe(Math.min(6, Number(total)));
    expect(found.every(({ createdTimestamp }) => createdTimestamp > 1_600_000_000_000 && createdTimestamp <= Date.now())).toBe(true);
    const { body: everybody } = await ask('GET', '/users?max=1000');
    const names = (everybody as readonly { readonly username: string }[]).map(({ username }) => username);
    expect(names).toEqual(expect.arrayContaining(['ada', 'alice', 'bob', 'susan', 'walter']));
    expect(names.filter(name => name.startsWith('service-account'))).toEqual([]);
  });

  test('it sees one person, and says so when there is none', async () => {
    expect((await ask('GET', `/users/${bob}`)).body).toMatchObject({
      id: bob,
      username: 'bob',
      email: 'bob@example.test',
      firstName: 'Bob',
      enabled: true,
    });
    expect((await ask('GET', `/users/${nobody}`)).status).toBe(404);
  });

  test('it gives and takes roles, twice if need be, and the next refresh of the token shows them', async () => {
    const { body } = await shop.password('bob', 'bob');
    expect(namesIn(await rolesOf('/composite'))).toEqual(['customer']);
    const support = (await rolesOf('/available')).find(({ name }) => name === 'support');
    for (const time of [1, 2]) expect([time, (await ask('POST', `/users/${bob}/role-mappings/realm`, [support])).status]).toEqual([time, 204]);
    expect(namesIn(await rolesOf(''))).toEqual(['customer', 'support']);
    const refreshed = await shop.refresh(body['refresh_token'] ?? '');
    expect(decodeJwt<{ realm_access: { roles: string[] } }>(refreshed.body['access_token'] ?? '').realm_access.roles.toSorted()).toEqual([
      'customer',
      'support',
    ]);
    for (const time of [1, 2]) expect([time, (await ask('DELETE', `/users/${bob}/role-mappings/realm`, [support])).status]).toEqual([time, 204]);
    const again = await shop.refresh(refreshed.body['refresh_token'] ?? '');
    expect(decodeJwt(again.body['access_token'] ?? '')['realm_access']).toEqual({ roles: ['customer'] });
  });

  const password = { type: 'password', value: 'taken over', temporary: false };
  test.each<readonly [string, string, string, unknown]>([
    ['change a password', 'PUT', `/users/${bob}/reset-password`, password],
    ['change a person', 'PUT', `/users/${bob}`, { email: 'mine@example.test' }],
    ['delete a person', 'DELETE', `/users/${bob}`, undefined],
    ['make a person', 'POST', '/users', { username: 'made-by-a-service', enabled: true }],
    ['become a person', 'POST', `/users/${bob}/impersonation`, {}],
    ['log a person out', 'POST', `/users/${bob}/logout`, {}],
    ['see clients', 'GET', '/clients', undefined],
    ['make a client', 'POST', '/clients', { clientId: 'made-by-a-service' }],
    ['change the realm', 'PUT', '', { accessTokenLifespan: 86_400 }],
    ['see keys', 'GET', '/components?type=org.keycloak.keys.KeyProvider', undefined],
    ['make a role', 'POST', '/roles', { name: 'made-by-a-service' }],
    ['see who logged in', 'GET', '/events', undefined],
  ])('it cannot %s', async (_, method, path, body) => {
    expect((await ask(method, path, body)).status).toBe(403);
  });

  test('nor can it give a role that is not the shop’s', async () => {
    const role = { id: nobody, name: 'realm-admin' };
    expect([403, 404]).toContain((await ask('POST', `/users/${bob}/role-mappings/realm`, [role])).status);
  });

  test('people cannot do what it can, not even the shop’s admin, and without a token nobody can', async () => {
    const { body } = await shop.password('ada', 'ada');
    expect((await ask('GET', '/users', undefined, body['access_token'])).status).toBe(403);
    expect((await ask('GET', '/users', undefined, 'no.token.at-all')).status).toBe(401);
  });
}
