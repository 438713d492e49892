import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@micromart/local/testing/eventually';
import { type Client, createClient, CustomerDocument, CustomersDocument, OrderDeskDocument, passwordLogin, SetRolesDocument } from '@micromart/sdk';
import { OPENING, openShop, type TestShop } from './testing/open-shop.ts';

let shop: TestShop;
let bob: { readonly client: Client; refresh(): void };
beforeAll(async () => {
  shop = await openShop();
  bob = browserOf('bob');
}, OPENING);
afterAll(async () => {
  await bob.client.close();
  await shop.close();
});

/** Somebody whose client gets its next token when the test says so, by the refresh token as always. */
function browserOf(name: string) {
  let ahead = 0;
  const login = passwordLogin({ issuer: shop.issuer, clientId: 'storefront', username: name, password: name, now: () => Date.now() + ahead });
  return {
    client: createClient({ url: `${shop.url}/graphql`, token: login.token }),
    refresh() {
      ahead += 280_000;
    },
  };
}

const rolesSet = async (id: string, roles: readonly ('CUSTOMER' | 'SUPPORT')[]) => {
  const { userRolesSet } = await shop.as('ada').request(SetRolesDocument, { id, roles });
  expect(userRolesSet).toEqual({ user: { id, roles }, userErrors: [] });
};
const orderDesk = () => bob.client.request(OrderDeskDocument, {});

test('Ada finds Bob, makes him a support person and takes it back; each holds at his next refresh', async () => {
  const found = await eventually(async () => {
    const { users } = await shop.as('ada').request(CustomersDocument, { query: 'bob@example.test' });
    return users?.edges[0]?.node;
  }, 60);
  expect(found).toMatchObject({ firstName: 'Bob', roles: ['CUSTOMER'] });
  await expect(orderDesk()).rejects.toMatchObject({ code: 'FORBIDDEN' });

  await rolesSet(found.id, ['CUSTOMER', 'SUPPORT']);
  bob.refresh();
  expect((await orderDesk()).orders?.totalCount).toEqual(expect.any(Number));
  const { user } = await bob.client.request(CustomerDocument, { id: found.id });
  expect(user).toMatchObject({ email: 'bob@example.test', roles: ['CUSTOMER', 'SUPPORT'] });

  await rolesSet(found.id, ['CUSTOMER']);
  bob.refresh();
  await expect(orderDesk()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('the last admin stays one', async () => {
  const { users } = await shop.as('ada').request(CustomersDocument, { query: 'ada@example.test' });
  const ada = users?.edges[0]?.node;
  const { userRolesSet } = await shop.as('ada').request(SetRolesDocument, { id: ada?.id ?? '', roles: ['SUPPORT'] });
  expect(userRolesSet).toMatchObject({ user: { roles: ['ADMIN'] }, userErrors: [{ code: 'CONFLICT', field: ['roles'] }] });
});
