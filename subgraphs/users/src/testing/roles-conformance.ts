import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { subjectOfUser, userIdOf, type Viewer } from '@micromart/auth';
import type { IdentityUnderTest } from '@micromart/local/testing-identity';
import { ada as admin, eventually, openSubgraphWorld, type SubgraphWorld, susan, walter } from '@micromart/service/testing';
import type { Accounts } from '../accounts/accounts.ts';
import { keycloakAccounts } from '../accounts/keycloak-accounts.ts';
import { users } from '../index.ts';
import { ada, alice, askingUsers, bob, dataOf, type Listed, type Set, SET } from './asking-users.ts';
import { breakableRealm, type BreakableRealm } from './breakable-realm.ts';
import { loggingIn, rolesOf } from './logging-in.ts';

/** That users sees the accounts of the realm and changes their roles there, whichever server has the realm. */
export function setsRoles(open: () => Promise<IdentityUnderTest>): void {
  let identity: IdentityUnderTest;
  let realm: BreakableRealm;
  let world: SubgraphWorld<unknown>;
  beforeAll(async () => {
    identity = await open();
    realm = await breakableRealm(identity.issuer);
    const environment = {
      ISSUER_URL: identity.issuer,
      ISSUER_INTERNAL_URL: realm.url,
      IDENTITY_ADMIN_CLIENT_SECRET: identity.adminSecret,
      IDENTITY_TIMEOUT: '10000',
      ACCOUNTS_COMPARED_EVERY: '1',
    };
    // a server that has just started takes its time over what it does for the first time
    await accountsOf(identity).rolesOf(subjectOfUser(bob) ?? '');
    await accountsOf(identity).page(0, 1);
    world = await openSubgraphWorld(users, { environment });
    await eventually(async () => (await list({ query: '@example.test' })).edges.length >= 5 || undefined);
  }, 900_000);
  afterEach(async () => {
    realm.breakOn();
    await set(bob, ['CUSTOMER']);
  });
  afterAll(async () => {
    await world.close();
    await realm.close();
    await identity.close();
  });

  const { list, set } = askingUsers(() => world);
  const { logIn, rolesIn } = loggingIn(() => identity.issuer);
  const effective = async (): Promise<readonly string[]> => rolesOf((await logIn('bob')).access_token);

  describe('the list of users', () => {
    test('shows people who have an account and were never here, with their roles', async () => {
      // accounts that other suites made are still being brought in
      const { edges } = await eventually(async () => {
        const listed = await list({ query: 'example' });
        return listed.totalCount === listed.edges.length ? listed : undefined;
      });
      expect(edges.map(({ node }) => node)).toEqual(
        expect.arrayContaining([
          { id: bob, email: 'bob@example.test', firstName: 'Bob', roles: ['CUSTOMER'] },
          { id: ada, email: 'ada@example.test', firstName: 'Ada', roles: ['ADMIN'] },
        ]),
      );
      expect(edges.filter(({ node }) => node.email === '')).toEqual([]);
    });

    test('is searched by all words of names and e-mail addresses, whose signs mean themselves', async () => {
      const emails = async (query: string) => (await list({ query })).edges.map(({ node }) => node.email);
      expect(await emails('ALICE@')).toEqual(['alice@example.test']);
      expect(await emails(' example  ada ')).toEqual(['ada@example.test']);
      expect(await emails('ada bob')).toEqual([]);
      for (const sign of ['%', '_', '\\']) expect(await emails(`ada${sign}`)).toEqual([]);
    });

    test('has pages that join without gap or repetition', async () => {
      const seen: string[] = [];
      let after: string | null = null;
      for (let more = true; more; ) {
        const page: Listed = await list({ first: 2, after, query: '@example.test' });
        seen.push(...page.edges.map(({ node }) => node.id));
        after = page.pageInfo.endCursor;
        more = page.pageInfo.hasNextPage;
      }
      expect(seen.toSorted()).toEqual((await list({ query: '@example.test' })).edges.map(({ node }) => node.id).toSorted());
    });

    test('is for staff', async () => {
      expect((await list({ first: 1 }, walter)).edges).toHaveLength(1);
      await expect(list({}, { ...walter, roles: ['customer'] })).rejects.toThrow('FORBIDDEN');
      await expect(list({}, {})).rejects.toThrow('UNAUTHENTICATED');
    });
  });

  test('one user is found by id; nobody is null', async () => {
    const user = async (id: string) =>
      dataOf<{ user: unknown }>(await world.ask('query ($id: ID!) { user(id: $id) { email roles } }', { id }, susan)).user;
    expect(await user(alice)).toEqual({ email: 'alice@example.test', roles: ['CUSTOMER'] });
    for (const id of [userIdOf('00000000-0000-8000-8000-000000000000'), 'usr_1', '../users', '']) expect(await user(id)).toBeNull();
  });

  describe('setting roles', () => {
    test('holds at the next refresh of the token, and so does taking them back', async () => {
      const before = await logIn('bob');
      expect(await set(bob, ['CUSTOMER', 'SUPPORT', 'SUPPORT'])).toEqual({ user: { id: bob, roles: ['CUSTOMER', 'SUPPORT'] }, userErrors: [] });
      const promoted = await rolesIn(before.refresh_token);
      expect(promoted.roles).toEqual(['customer', 'support']);
      expect(await set(bob, ['CUSTOMER'])).toEqual({ user: { id: bob, roles: ['CUSTOMER'] }, userErrors: [] });
      expect((await rolesIn(promoted.next)).roles).toEqual(['customer']);
    });

    test('may leave an account without any, and a token of before says nothing of them any more', async () => {
      expect(await set(bob, [])).toMatchObject({ user: { roles: [] }, userErrors: [] });
      expect(await effective()).toEqual([]);
      const old = {
        userId: bob,
        email: 'bob@example.test',
        roles: ['customer'],
        issuedAt: new Date(Date.now() - 60_000),
        expiresAt: new Date(Date.now() + 240_000),
      } as const;
      const me = async (viewer: Partial<Viewer>) => dataOf<{ me: unknown }>(await world.ask('{ me { roles } }', {}, viewer)).me;
      expect(await me(old)).toEqual({ roles: [] });
      expect(await me({ ...old, issuedAt: new Date(Date.now() + 2_000), expiresAt: new Date(Date.now() + 300_000) })).toEqual({
        roles: ['CUSTOMER'],
      });
    });

    test('takes the role of customer also from who has it by registering, and gives it back', async () => {
      await accountsOf(identity).give(subjectOfUser(bob) ?? '', ['default-roles-micromart']);
      await accountsOf(identity).take(subjectOfUser(bob) ?? '', ['customer']);
      expect(await effective()).toEqual(['customer']);
      expect(await set(bob, ['SUPPORT'])).toMatchObject({ user: { roles: ['SUPPORT'] }, userErrors: [] });
      expect(await effective()).toEqual(['support']);
      expect(await set(bob, ['CUSTOMER'])).toMatchObject({ user: { roles: ['CUSTOMER'] }, userErrors: [] });
      expect(await effective()).toEqual(['customer']);
    });

    test('is refused for nobody’s id, and for the last admin', async () => {
      for (const id of [userIdOf('00000000-0000-8000-8000-000000000000'), 'usr_1', '../x'])
        expect(await set(id, ['ADMIN'])).toEqual({ user: null, userErrors: [{ code: 'NOT_FOUND', field: ['id'] }] });
      expect(await set(ada, ['SUPPORT'])).toEqual({ user: { id: ada, roles: ['ADMIN'] }, userErrors: [{ code: 'CONFLICT', field: ['roles'] }] });
      expect(rolesOf((await logIn('ada')).access_token)).toEqual(['admin']);
    });

    test('may take the role from an admin while there is another one, but not from both at the same moment', async () => {
      await set(bob, ['ADMIN']);
      await Promise.all([set(ada, []), set(bob, [])]);
      const left = [rolesOf((await logIn('ada')).access_token), await effective()].filter(roles => roles.includes('admin'));
      expect(left.length).toBeGreaterThan(0);
      await set(bob, ['ADMIN']);
      expect(await set(ada, ['ADMIN'])).toMatchObject({ userErrors: [] });
    });

    test('is for admins', async () => {
      for (const viewer of [susan, walter]) await expect(set(bob, ['ADMIN'], viewer)).rejects.toThrow('FORBIDDEN');
      await expect(set(bob, ['ADMIN'], {})).rejects.toThrow('UNAUTHENTICATED');
    });
  });

  const gives = (method: string, path: string) => method === 'POST' && path.includes('role-mappings');
  const takes = (method: string, path: string) => method === 'DELETE' && path.includes('role-mappings');

  describe('while roles of somebody are being set', () => {
    test('another replica sets no others: one of the two wishes is refused, and no role comes back that was taken', async () => {
      const other = await world.replica();
      try {
        await set(bob, ['CUSTOMER', 'ADMIN']);
        const held = realm.holdNext(takes);
        const first = set(bob, ['SUPPORT']);
        await held.came;
        const asked = await other.ask(SET, { id: bob, roles: ['SUPPORT', 'WAREHOUSE'] }, { ...admin, userId: ada });
        const second = dataOf<{ userRolesSet: Set }>(asked).userRolesSet;
        // somebody else's roles can be set meanwhile
        expect(await set(alice, ['CUSTOMER'])).toMatchObject({ userErrors: [] });
        held.letGo();
        expect(await first).toEqual({ user: { id: bob, roles: ['SUPPORT'] }, userErrors: [] });
        expect(second).toMatchObject({ user: { id: bob }, userErrors: [{ code: 'CONFLICT', field: ['roles'] }] });
        expect(await effective()).toEqual(['support']);
        expect(await set(bob, ['SUPPORT', 'WAREHOUSE'])).toMatchObject({ user: { roles: ['WAREHOUSE', 'SUPPORT'] }, userErrors: [] });
      } finally {
        await other.stop();
      }
    });

    test('a role that somebody gives at the identity provider itself is not taken for a group’s, and brings back none that was taken', async () => {
      const held = realm.holdNext(gives);
      const refused = set(bob, ['SUPPORT']);
      await held.came;
      await accountsOf(identity).give(subjectOfUser(bob) ?? '', ['warehouse']);
      held.letGo();
      expect(await refused).toEqual({ user: { id: bob, roles: ['WAREHOUSE', 'SUPPORT'] }, userErrors: [{ code: 'CONFLICT', field: ['roles'] }] });
      expect(await effective()).toEqual(['support', 'warehouse']);
    });
  });

  describe('when the identity provider fails in the middle', () => {
    test.each([
      ['before roles are taken', takes, 'undone'],
      ['when they were taken, but it did not say so', takes, 'done'],
      ['when they were taken and others not yet given', gives, 'undone'],
    ] as const)('%s, an error is told and the account is as it was', async (_, fits, how) => {
      let failed = 0;
      realm.breakOn((method, path) => fits(method, path) && (failed += 1) === 1, how);
      const { errors } = await world.ask(SET, { id: bob, roles: ['SUPPORT'] }, { ...admin, userId: ada });
      expect(errors?.[0]?.extensions?.['code']).toBe('SUBGRAPH_UNAVAILABLE');
      expect(failed).toBeGreaterThan(0);
      expect(await effective()).toEqual(['customer']);
      expect((await list({ query: 'bob@example' })).edges[0]?.node.roles).toEqual(['CUSTOMER']);
    });

    test('an answer that never comes is not waited for longer than allowed', async () => {
      realm.breakOn(() => true, 'silence');
      const began = performance.now();
      const { errors } = await world.ask(SET, { id: bob, roles: ['SUPPORT'] }, { ...admin, userId: ada });
      expect(errors?.[0]).toMatchObject({ message: expect.not.stringContaining('127.0.0.1'), extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
      expect(performance.now() - began).toBeLessThan(20_000);
      expect((await list({ query: 'bob@example' })).edges).toHaveLength(1);
    });
  });

  test('its token is renewed when the realm does not accept it any more, once for all calls under way', async () => {
    await set(bob, ['CUSTOMER', 'WAREHOUSE']);
    const accounts = accountsOf({ ...identity, issuer: realm.url });
    await accounts.count();
    realm.asked();
    await identity.addKey();
    await identity.withdrawOldKeys();
    const held = realm.holdNext((_, path) => path.endsWith(`/users/${subjectOfUser(alice)}`));
    const late = accounts.find(subjectOfUser(alice) ?? '');
    await held.came;
    await accounts.count();
    held.letGo();
    expect(await late).toMatchObject({ email: 'alice@example.test' });
    expect(await set(bob, ['CUSTOMER'])).toMatchObject({ user: { roles: ['CUSTOMER'] }, userErrors: [] });
    // one for these accounts, and one for those of users
    expect(realm.asked().filter(path => path.endsWith('/token'))).toHaveLength(2);
  });

  test('roles that were changed at the identity provider itself are seen within moments', async () => {
    await set(bob, ['CUSTOMER', 'WAREHOUSE']);
    await accountsOf(identity).take(subjectOfUser(bob) ?? '', ['warehouse']);
    await eventually(async () => (await list({ query: 'bob@example' })).edges[0]?.node.roles.join() === 'CUSTOMER' || undefined);
  });
}

/** The accounts as an operator's console finds and changes them. */
const accountsOf = (identity: IdentityUnderTest): Accounts =>
  keycloakAccounts({ realmUrl: identity.issuer, clientId: 'users-service', clientSecret: identity.adminSecret, timeout: 60_000 });
