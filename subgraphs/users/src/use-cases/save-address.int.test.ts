import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type IdentityUnderTest, localIdentityUnderTest } from '@micromart/local/testing-identity';
import { alice, openSubgraphWorld, type SubgraphWorld } from '@micromart/service/testing';
import { users } from '../index.ts';
import { dataOf } from '../testing/asking-users.ts';

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

interface Saved {
  readonly user: { readonly addresses: readonly unknown[] };
  readonly userErrors: readonly unknown[];
}
const address = { name: 'Alice', line1: 'Hauptstr. 1', city: 'Berlin', postalCode: '10115', countryCode: 'DE' };
const save = async (id: string | null): Promise<Saved> => {
  const mutation = `mutation ($input: AddressSaveInput!) {
    addressSave(input: $input) { user { addresses { id } } userErrors { code field } }
  }`;
  return dataOf<{ addressSave: Saved }>(await world.ask(mutation, { input: { id, address } }, alice)).addressSave;
};

test('an address is new when no id is given; an id that is not there is refused, an empty one too', async () => {
  expect(await save(null)).toMatchObject({ user: { addresses: [{}] }, userErrors: [] });
  for (const id of ['', 'adr_x']) {
    const refused = await save(id);
    expect(refused.userErrors).toEqual([{ code: 'NOT_FOUND', field: ['input', 'id'] }]);
    expect(refused.user.addresses).toHaveLength(1);
  }
});
