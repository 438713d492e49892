import { realmVariables } from '../../testing-identity.ts';
import { storefront } from './browser.ts';

/** Gives roles by the admin API, as the subgraph users does it. */
export async function giveRoles(issuer: string, name: string, roles: readonly string[]): Promise<void> {
  const secret = realmVariables.IDENTITY_ADMIN_CLIENT_SECRET;
  const { body } = await storefront(issuer).token({ client_id: 'users-service', client_secret: secret, grant_type: 'client_credentials' });
  const headers = { authorization: `Bearer ${body['access_token']}`, 'content-type': 'application/json' };
  const users = `${issuer.replace('/realms/', '/admin/realms/')}/users`;
  const people = (await (await fetch(users, { headers })).json()) as { readonly id: string; readonly username: string }[];
  const mappings = `${users}/${people.find(({ username }) => username === name)?.id}/role-mappings/realm`;
  const available = (await (await fetch(`${mappings}/available`, { headers })).json()) as { readonly name: string }[];
  const wanted = available.filter(role => roles.includes(role.name));
  const response = await fetch(mappings, { method: 'POST', headers, body: JSON.stringify(wanted) });
  if (!response.ok) throw new Error(await response.text());
}
