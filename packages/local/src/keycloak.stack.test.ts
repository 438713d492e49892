import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { giveRoles } from './identity/testing/give-roles.ts';
import { storefront } from './identity/testing/browser.ts';
import { type LocalKeycloak, startKeycloak } from './keycloak.ts';
import { commandOf } from './processes.ts';
import { realmFile, realmVariables } from './testing-identity.ts';

const TWO_STARTS = 1_200_000;

let directory: string;
let keycloak: LocalKeycloak | undefined;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'micromart-keycloak-'));
});
afterAll(async () => {
  await keycloak?.stop();
  await rm(directory, { recursive: true });
});

test(
  'what was changed a moment before a SIGKILL is there after the next start: roles, sessions and keys',
  async () => {
    const start = () => startKeycloak({ directory, port: 0, realmFile, variables: realmVariables });
    keycloak = await start();
    const { issuer, port, pid } = keycloak;
    const { body } = await storefront(issuer).password('bob', 'bob');
    await giveRoles(issuer, 'bob', ['support']);
    process.kill(pid, 'SIGKILL');
    await keycloak.stop();
    expect(await commandOf(pid)).toBeUndefined();

    keycloak = await startKeycloak({ directory, port, realmFile, variables: realmVariables });
    expect(keycloak.issuer).toBe(issuer);
    const refreshed = await storefront(issuer).refresh(body['refresh_token'] ?? '');
    const { roles } = decodeJwt<{ readonly realm_access: { readonly roles: readonly string[] } }>(refreshed.body['access_token'] ?? '').realm_access;
    expect(roles.toSorted()).toEqual(['customer', 'support']);
    const published = (await (await fetch(`${issuer}/protocol/openid-connect/certs`)).json()) as {
      readonly keys: readonly { readonly kid: string }[];
    };
    const signedBefore = JSON.parse(Buffer.from((body['access_token'] ?? '').split('.')[0] ?? '', 'base64url').toString()) as {
      readonly kid: string;
    };
    expect(published.keys.map(({ kid }) => kid)).toContain(signedBefore.kid);
  },
  TWO_STARTS,
);
