import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SettingsError } from '@micromart/service';
import { z } from 'zod';
import { examples } from './examples.ts';
import { newSecrets } from './new-secrets.ts';
import { readProcessSettings } from './read.ts';
import { samplePeople } from './sample-people.ts';
import { stackSecrets } from './stack-secrets.ts';

const production = { MICROMART_ENV: 'production' };
const asEnvironment = (secrets: readonly { readonly name: string; readonly value: string }[]) =>
  Object.fromEntries(secrets.map(({ name, value }) => [name, value]));
const secrets = examples.filter(({ kind }) => kind === 'secret');
const complaintsOf = (given: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readProcessSettings(stackSecrets, given);
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.message.split('\n');
  }
};

describe('the secrets of the stack of docker-compose.yml', () => {
  test('are all refused in production as long as they are those of .env.example, each with what to do', () => {
    const said = complaintsOf({ ...asEnvironment(secrets), ...production });
    const names = said.map(line => line.split(' ', 1)[0]);
    // the private half of a pair is refused by those who have it
    expect(names.toSorted()).toEqual(
      secrets
        .map(({ name }) => name)
        .filter(name => name !== 'PASSPORT_PRIVATE_KEY')
        .toSorted(),
    );
    for (const line of said) expect(line).toContain('npm run keys');
    expect(complaintsOf(asEnvironment(secrets))).toEqual([]);
  });

  test('are made anew for all of them, and taken in production', () => {
    const made = newSecrets();
    expect(made.map(({ name }) => name)).toEqual(secrets.map(({ name }) => name));
    expect(complaintsOf({ ...asEnvironment(made), ...production })).toEqual([]);
  });

  test('are refused anywhere when they would not come through an address as they are', () => {
    const made = asEnvironment(newSecrets());
    const said = complaintsOf({ ...made, ORDERS_DB_PASSWORD: 'with/slash', REDIS_PASSWORD: 'with@sign', KEYCLOAK_ADMIN_PASSWORD: 'any/text@all' });
    expect(said.map(line => line.split(' ', 1)[0]).toSorted()).toEqual(['ORDERS_DB_PASSWORD', 'REDIS_PASSWORD']);
  });
});

test('sample people are all who can log in with a password in the realm that comes with the shop', () => {
  const User = z.object({ id: z.string(), username: z.string(), credentials: z.array(z.unknown()).optional() });
  const file = path.resolve(import.meta.dirname, '../../../docker/keycloak/micromart-realm.json');
  const { users } = z.object({ users: z.array(User) }).parse(JSON.parse(fs.readFileSync(file, 'utf8')));
  const people = users.filter(({ credentials }) => credentials !== undefined).map(({ id, username }) => ({ name: username, subject: id }));
  expect(people).toEqual(samplePeople);
});
