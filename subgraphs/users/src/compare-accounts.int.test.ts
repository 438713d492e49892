import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, test } from '@jest/globals';
import { eventually, openSubgraphWorld, type SubgraphWorld, susan } from '@micromart/service/testing';
import type { App } from './app.ts';
import { users } from './index.ts';
import { type AccountsInMemory, accountsInMemory } from './testing/accounts-in-memory.ts';

let realm: AccountsInMemory;
let world: SubgraphWorld<App>;
beforeAll(async () => {
  realm = accountsInMemory();
  const environment = {
    ISSUER_URL: 'http://identity.invalid/realms/micromart',
    IDENTITY_ADMIN_CLIENT_SECRET: 'not asked for',
    ACCOUNTS_COMPARED_EVERY: '1',
  };
  const open: typeof users.open = async (parts, messaging) => ({ ...(await users.open(parts, messaging)), accounts: realm });
  world = await openSubgraphWorld({ ...users, open }, { environment });
});
afterAll(() => world.close());

const somebody = (name: string) => {
  const subject = randomUUID();
  realm.add({ subject, email: `${name}@example.test`, firstName: name, lastName: null, createdAt: new Date(), enabled: true });
  return subject;
};
const found = async (email: string): Promise<boolean> => {
  const { data } = await world.ask('query ($query: String) { users(first: 1, query: $query) { totalCount } }', { query: email }, susan);
  return (data as { readonly users: { readonly totalCount: number } }).users.totalCount > 0;
};
const isBroughtIn = (email: string) => eventually(() => found(email));

test('who has a new account is found, also when another one is deleted at the same moment, however many there are', async () => {
  const first = somebody('first');
  for (let index = 0; index < 230; index += 1) somebody(`one-of-many-${index}`);
  await isBroughtIn('one-of-many-229@');
  realm.delete(first);
  somebody('newcomer');
  await isBroughtIn('newcomer@');
});
