import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realmFile, realmVariables } from '../../testing-identity.ts';
import { storefront } from './browser.ts';
import { type IdentityOptions, type IdentityServer, startIdentity } from '../server.ts';

const silent = { info: () => undefined, warn: () => undefined, error: console.error };

/** A server on a free port with a directory of its own; `close` removes both. */
export async function testIdentity(changes: Partial<IdentityOptions> = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'micromart-identity-'));
  const options: IdentityOptions = { realmFile, directory, port: 0, log: silent, variables: realmVariables, ...changes };
  let server: IdentityServer = await startIdentity(options);
  return {
    get server() {
      return server;
    },
    /** By the admin API, as the subgraph users does it. */
    async giveRoles(name: string, roles: readonly string[]): Promise<void> {
      const secret = realmVariables.IDENTITY_ADMIN_CLIENT_SECRET;
      const shop = storefront(server.issuer);
      const { body } = await shop.token({ client_id: 'users-service', client_secret: secret, grant_type: 'client_credentials' });
      const headers = { authorization: `Bearer ${body['access_token']}`, 'content-type': 'application/json' };
      const users = `${server.issuer.replace('/realms/', '/admin/realms/')}/users`;
      const people = (await (await fetch(users, { headers })).json()) as { readonly id: string; readonly username: string }[];
      const mappings = `${users}/${people.find(({ username }) => username === name)?.id}/role-mappings/realm`;
      const available = (await (await fetch(`${mappings}/available`, { headers })).json()) as { readonly name: string }[];
      const wanted = available.filter(role => roles.includes(role.name));
      const response = await fetch(mappings, { method: 'POST', headers, body: JSON.stringify(wanted) });
      if (!response.ok) throw new Error(await response.text());
    },
    async restart(): Promise<void> {
      await server.stop();
      server = await startIdentity({ ...options, port: server.port });
    },
    async close(): Promise<void> {
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
}
