import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { localIdentityUnderTest, realmFile } from '@micromart/local/testing-identity';
import { refuseSamplePeople } from './check-accounts.ts';

type Identity = Awaited<ReturnType<typeof localIdentityUnderTest>>;
const settingsFor = ({ issuer, adminSecret }: Identity) => ({ ISSUER_URL: issuer, IDENTITY_ADMIN_CLIENT_SECRET: adminSecret });
const production = { MICROMART_ENV: 'production' };

async function withIdentity(changes: Parameters<typeof localIdentityUnderTest>[0], work: (identity: Identity) => Promise<void>): Promise<void> {
  const identity = await localIdentityUnderTest(changes);
  try {
    await work(identity);
  } finally {
    await identity.close();
  }
}

describe('a shop in production', () => {
  test('is refused while sample people can log in, who are named with what to do; in development they may', () =>
    withIdentity({}, async identity => {
      await expect(refuseSamplePeople({ ...settingsFor(identity), ...production })).rejects.toThrow(
        /alice, bob, walter, susan, ada\. Delete or disable them in Keycloak's console/,
      );
      await refuseSamplePeople(settingsFor(identity));
    }));

  test('is accepted with a realm that has none of them', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'micromart-realm-'));
    const { users, ...realm } = JSON.parse(await readFile(realmFile, 'utf8')) as { users: { serviceAccountClientId?: string }[] };
    const own = path.join(folder, 'realm.json');
    await writeFile(own, JSON.stringify({ ...realm, users: users.filter(user => user.serviceAccountClientId !== undefined) }));
    await withIdentity({ realmFile: own }, identity => refuseSamplePeople({ ...settingsFor(identity), ...production }));
    await rm(folder, { recursive: true });
  });

  test('is refused when Keycloak does not know its client, and told which variable that is about', () =>
    withIdentity({}, async identity => {
      const wrong = { ...settingsFor(identity), ...production, IDENTITY_ADMIN_CLIENT_SECRET: 'another' };
      await expect(refuseSamplePeople(wrong)).rejects.toThrow(/IDENTITY_ADMIN_CLIENT_SECRET must be the secret that its client users-service has/);
    }));
});
