import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '@micromart/auth';
import { type IdentityUnderTest, localIdentityUnderTest } from '@micromart/local/testing-identity';
import type { SubgraphResponse } from '@micromart/service';
import { alice, bob, openSubgraphWorld, susan, type SubgraphWorld, walter } from '@micromart/service/testing';
import { users } from './index.ts';

let identity: IdentityUnderTest;
let world: SubgraphWorld<unknown>;
beforeAll(async () => {
  identity = await localIdentityUnderTest();
  world = await openSubgraphWorld(users, {
    environment: { ISSUER_URL: identity.issuer, IDENTITY_ADMIN_CLIENT_SECRET: identity.adminSecret },
  });
});
afterAll(async () => {
  await world.close();
  await identity.close();
});

const until = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);
function dataOf<Data>({ data, errors }: SubgraphResponse): Data {
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data as Data;
}

interface Profile {
  readonly id: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly roles: readonly string[];
  readonly addresses: readonly { readonly id: string; readonly isDefault: boolean; readonly address: { readonly city: string } }[];
}
const PROFILE = 'id email firstName lastName roles addresses { id isDefault address { city } }';
const me = async (viewer: Partial<Viewer>): Promise<Profile | null> =>
  dataOf<{ me: Profile | null }>(await world.ask(`{ me { ${PROFILE} } }`, {}, viewer)).me;

const SAVE = `mutation ($input: AddressSaveInput!) { result: addressSave(input: $input) { address { id isDefault } userErrors { code field } } }`;
interface Saved {
  readonly address: { readonly id: string; readonly isDefault: boolean } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[];
}
const home = { name: 'Alice', line1: 'Hauptstr. 1', city: 'Berlin', postalCode: '10115', countryCode: 'DE' };
const save = async (viewer: Partial<Viewer>, city: string, more: object = {}): Promise<Saved> =>
  dataOf<{ result: Saved }>(await world.ask(SAVE, { input: { address: { ...home, city }, ...more } }, viewer)).result;
const remove = async (viewer: Partial<Viewer>, id: string | undefined): Promise<Saved> =>
  dataOf<{ result: Saved }>(
    await world.ask('mutation ($id: ID!) { result: addressDelete(id: $id) { address { id isDefault } userErrors { code field } } }', { id }, viewer),
  ).result;
const cities = async (viewer: Partial<Viewer>): Promise<string[]> =>
  ((await me(viewer))?.addresses ?? []).map(({ address, isDefault }) => (isDefault ? `${address.city}!` : address.city));
let people = 0;
const newcomer = (): Partial<Viewer> => ({ ...alice, userId: `usr_${(people += 1)}`, expiresAt: until(5) });

describe('a profile', () => {
  test("is made by a user's first visit, also when it comes on several devices at once; a guest has none", async () => {
    const visitor = { ...newcomer(), firstName: 'Ann', lastName: 'Other' };
    const seen = await Promise.all([1, 2, 3, 4].map(() => me(visitor)));
    expect(new Set(seen.map(profile => JSON.stringify(profile))).size).toBe(1);
    expect(seen[0]).toEqual({
      id: visitor.userId,
      email: 'alice@example.test',
      firstName: 'Ann',
      lastName: 'Other',
      roles: ['CUSTOMER'],
      addresses: [],
    });
    expect(await me({})).toBeNull();
  });

  test('takes over the e-mail address and the roles of a newer token, and nothing back from an older one', async () => {
    const visitor = newcomer();
    await me(visitor);
    const newer = { ...visitor, email: 'ann@example.test', roles: ['customer', 'support'] as const, expiresAt: until(10) };
    expect(await me(newer)).toMatchObject({ email: 'ann@example.test', roles: ['CUSTOMER', 'SUPPORT'] });
    expect(await me(visitor)).toMatchObject({ email: 'ann@example.test', roles: ['CUSTOMER', 'SUPPORT'] });
  });

  test('keeps the names that its user gave it; one that is left out stays', async () => {
    const visitor = newcomer();
    const update = async (input: object) =>
      dataOf<{ profileUpdate: { userErrors: unknown[] } }>(
        await world.ask(
          'mutation ($input: ProfileUpdateInput!) { profileUpdate(input: $input) { user { firstName lastName } userErrors { code field } } }',
          { input },
          visitor,
        ),
      ).profileUpdate;
    expect(await update({ firstName: ' Annie ', lastName: 'Smith' })).toEqual({ user: { firstName: 'Annie', lastName: 'Smith' }, userErrors: [] });
    expect(await update({ lastName: null })).toMatchObject({ user: { firstName: 'Annie', lastName: null } });
    expect((await update({ firstName: 'a'.repeat(101) })).userErrors).toEqual([{ code: 'INVALID', field: ['input', 'firstName'] }]);
    expect(await me({ ...visitor, email: 'new@example.test', expiresAt: until(20) })).toMatchObject({ firstName: 'Annie' });
  });

  test("is its user's own and for staff to see; addresses are not for the warehouse", async () => {
    const visitor = newcomer();
    await save(visitor, 'Berlin');
    const forged = { __typename: 'User', id: visitor.userId, email: 'forged@example.test' };
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { email addresses { address { city } } } } }';
    const entity = async (viewer: Partial<Viewer>) => dataOf<{ _entities: unknown[] }>(await world.ask(query, { r: [forged] }, viewer))._entities[0];
    const berlin = { address: { city: 'Berlin' } };
    expect(await entity(visitor)).toEqual({ email: 'alice@example.test', addresses: [berlin] });
    expect(await entity(susan)).toEqual({ email: 'alice@example.test', addresses: [berlin] });
    expect(await entity(walter)).toEqual({ email: 'alice@example.test', addresses: [] });
    expect(await entity(bob)).toBeNull();
    expect(await entity({})).toBeNull();
  });
});

describe('addresses', () => {
  test('the first is the default; it moves when another is asked for, and to the oldest when it is deleted', async () => {
    const visitor = newcomer();
    const first = await save(visitor, 'Berlin', { isDefault: false });
    expect(first.address?.isDefault).toBe(true);
    const second = await save(visitor, 'Bonn');
    await save(visitor, 'Bremen');
    expect(await cities(visitor)).toEqual(['Berlin!', 'Bonn', 'Bremen']);
    await save(visitor, 'Bochum', { id: second.address?.id, isDefault: true });
    expect(await cities(visitor)).toEqual(['Berlin', 'Bochum!', 'Bremen']);
    await save(visitor, 'Bochum', { id: second.address?.id, isDefault: false });
    expect(await cities(visitor)).toEqual(['Berlin', 'Bochum!', 'Bremen']);
    await remove(visitor, second.address?.id);
    expect(await cities(visitor)).toEqual(['Berlin!', 'Bremen']);
  });

  test('chosen as the default on two devices at once leave one default', async () => {
    const visitor = newcomer();
    await me(visitor);
    const saved = await Promise.all(['Berlin', 'Bonn', 'Bremen'].map(city => save(visitor, city, { isDefault: true })));
    expect(saved.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect((await cities(visitor)).filter(city => city.endsWith('!'))).toHaveLength(1);
  });

  test('are checked by the rules of their country, and nobody changes or deletes those of others', async () => {
    const [visitor, stranger] = [newcomer(), newcomer()];
    const { address } = await save(visitor, 'Berlin');
    expect((await save(visitor, 'Berlin', { address: { ...home, postalCode: '1' } })).userErrors).toEqual([
      { code: 'INVALID', field: ['input', 'address', 'postalCode'] },
    ]);
    expect((await save(stranger, 'Bonn', { id: address?.id })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['input', 'id'] }]);
    expect((await remove(stranger, address?.id)).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['id'] }]);
    expect(await cities(visitor)).toEqual(['Berlin!']);
    await expect(save({}, 'Berlin')).rejects.toThrow(/UNAUTHENTICATED/);
  });

  test('with what is not text in them are refused at the border, in variables and in the operation itself', async () => {
    const visitor = newcomer();
    const inVariables = await world.ask(SAVE, { input: { address: { ...home, city: 'Ber\u0000lin' } } }, visitor);
    expect(inVariables.errors?.[0]).toMatchObject({ message: expect.stringContaining('input.address.city'), extensions: { code: 'BAD_USER_INPUT' } });
    const written = 'mutation { profileUpdate(input: { firstName: "A\\u0000" }) { user { id } } }';
    expect((await world.ask(written, {}, visitor)).errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });
});

describe('the list of users', () => {
  const list = (after: string) => world.ask('query ($after: String) { users(first: 1, after: $after) { edges { cursor } } }', { after }, susan);
  test.each([
    ['x', 'y'],
    ['infinity', 'usr_1'],
    ['2026-02-30T00:00:00.000Z', 'usr_1'],
    [null, 'usr_1'],
  ])('refuses a cursor that it never gave: %p, %p', async (...key) => {
    const { errors } = await list(Buffer.from(JSON.stringify(key)).toString('base64url'));
    expect(errors).toMatchObject([
      { message: expect.stringContaining('after is not a cursor'), extensions: { code: 'BAD_USER_INPUT', field: ['after'] } },
    ]);
  });
});
