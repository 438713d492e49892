import { userIdOf, type Viewer } from '@micromart/auth';
import type { SubgraphResponse } from '@micromart/service';
import { ada as admin, type SubgraphWorld, susan } from '@micromart/service/testing';

/** People of the realm file. */
export const [alice, bob, ada] = [
  '9b5c31cb-baf1-863d-aa31-9bd82bbb1de8',
  '4e6b74e7-e207-8ac8-826c-abc18aca356b',
  '7a3f5722-1c36-827f-803c-7f1937e3390b',
].map(userIdOf) as [string, string, string];

export const SET = 'mutation ($id: ID!, $roles: [Role!]!) { userRolesSet(id: $id, roles: $roles) { user { id roles } userErrors { code field } } }';
const LIST = `query ($first: Int!, $after: String, $query: String) { users(first: $first, after: $after, query: $query) {
  totalCount pageInfo { hasNextPage endCursor } edges { node { id email firstName roles } } } }`;

export interface Set {
  readonly user: { readonly id: string; readonly roles: readonly string[] } | null;
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[];
}

export interface Listed {
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly node: { readonly id: string; readonly email: string; readonly roles: readonly string[] } }[];
}

/** @throws Error with what was answered instead. */
export function dataOf<Data>({ data, errors }: SubgraphResponse): Data {
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data as Data;
}

/** @param world asked for at each call. */
export const askingUsers = (world: () => Pick<SubgraphWorld<unknown>, 'ask'>) => ({
  list: async (args: { readonly first?: number; readonly after?: string | null; readonly query?: string }, viewer: Partial<Viewer> = susan) =>
    dataOf<{ users: Listed }>(await world().ask(LIST, { first: 100, ...args }, viewer)).users,
  set: async (id: string, roles: readonly string[], viewer: Partial<Viewer> = { ...admin, userId: ada }): Promise<Set> =>
    dataOf<{ userRolesSet: Set }>(await world().ask(SET, { id, roles }, viewer)).userRolesSet,
});
