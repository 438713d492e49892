import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair, exportPKCS8, type JWK } from 'jose';
import { type IdentityOptions, startIdentity } from './identity/index.ts';
import { sharedKeycloak } from './testing.ts';

/** A key that the realm signs with, private half and all, so that a test can sign what the realm never would. */
export interface SigningKey {
  readonly kid: string;
  readonly jwk: JWK;
}

/** An identity server with the realm of `docker/keycloak`, as tests see it that hold every such server to the same promises. */
export interface IdentityUnderTest {
  readonly issuer: string;
  /** Of the client `users-service`. */
  readonly adminSecret: string;
  /** The realm signs with a new key from now on; older ones stay published. */
  addKey(): Promise<SigningKey>;
  /** Only the newest key is published from now on. */
  withdrawOldKeys(): Promise<void>;
  close(): Promise<void>;
}

export const realmFile = fileURLToPath(new URL('../../../docker/keycloak/micromart-realm.json', import.meta.url));

const ADMIN_SECRET = 'users-service-secret-of-tests';
export const realmVariables = { IDENTITY_ADMIN_CLIENT_SECRET: ADMIN_SECRET };

const silent = { info: () => undefined, warn: () => undefined, error: console.error };

/** The local server on a free port, with a directory of its own. */
export async function localIdentityUnderTest(changes: Partial<IdentityOptions> = {}): Promise<IdentityUnderTest> {
  const directory = await mkdtemp(join(tmpdir(), 'micromart-identity-'));
  const server = await startIdentity({ realmFile, directory, port: 0, log: silent, variables: realmVariables, ...changes });
  return {
    issuer: server.issuer,
    adminSecret: ADMIN_SECRET,
    async addKey() {
      await server.rotateKeys();
      const [newest] = JSON.parse(await readFile(join(directory, 'keys.json'), 'utf8')) as (JWK & { readonly kid: string })[];
      if (newest === undefined) throw new Error('the server has no keys');
      return { kid: newest.kid, jwk: newest };
    },
    withdrawOldKeys: server.withdrawOldKeys,
    async close() {
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
}

/** The one Keycloak of a run; tests find it as others left it. */
export async function keycloakUnderTest(): Promise<IdentityUnderTest> {
  const { issuer, adminPassword } = await sharedKeycloak();
  const components = issuer.replace('/realms/', '/admin/realms/') + '/components';
  const ask = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const headers = { authorization: `Bearer ${await adminToken(issuer, adminPassword)}`, 'content-type': 'application/json' };
    const response = await fetch(`${components}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`Keycloak answered ${response.status}: ${await response.text()}`);
    return response;
  };
  const providers = async (): Promise<readonly KeyProvider[]> => {
    const all = (await (await ask('GET', `?type=${KEY_PROVIDER}`)).json()) as readonly KeyProvider[];
    return all.filter(({ providerId }) => SIGNING.includes(providerId)).toSorted((one, other) => priorityOf(other) - priorityOf(one));
  };
  return {
    issuer,
    adminSecret: ADMIN_SECRET,
    async addKey() {
      const priority = priorityOf((await providers())[0]) + 1;
      const { privateKey } = await generateKeyPair('RS256', { extractable: true });
      const config = {
        priority: [String(priority)],
        enabled: ['true'],
        active: ['true'],
        algorithm: ['RS256'],
        privateKey: [await exportPKCS8(privateKey)],
      };
      await ask('POST', '', { name: `key ${priority}`, providerId: 'rsa', providerType: KEY_PROVIDER, config });
      const jwk = await exportJWK(privateKey);
      const published = (await (await fetch(`${issuer}/protocol/openid-connect/certs`)).json()) as { readonly keys: readonly JWK[] };
      const kid = published.keys.find(({ n }) => n === jwk.n)?.kid;
      if (kid === undefined) throw new Error('Keycloak does not publish the new key');
      return { kid, jwk };
    },
    async withdrawOldKeys() {
      for (const { id } of (await providers()).slice(1)) await ask('DELETE', `/${id}`);
    },
    close: () => Promise.resolve(),
  };
}

interface KeyProvider {
  readonly id: string;
  readonly providerId: string;
  readonly config: { readonly priority?: readonly string[] };
}

const KEY_PROVIDER = 'org.keycloak.keys.KeyProvider';
const SIGNING = ['rsa', 'rsa-generated'];
const priorityOf = (provider: KeyProvider | undefined): number => Number(provider?.config.priority?.[0] ?? 0);

async function adminToken(issuer: string, password: string): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', username: 'admin', password });
  const response = await fetch(`${new URL(issuer).origin}/realms/master/protocol/openid-connect/token`, { method: 'POST', body });
  if (!response.ok) throw new Error(`no login as Keycloak's admin: ${await response.text()}`);
  return ((await response.json()) as { readonly access_token: string }).access_token;
}
