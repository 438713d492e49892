import { SetupError } from '@micromart/local';
import { type Environment, processEnvironment } from '@micromart/service';
import { keycloakAccounts, usersSettings } from '@micromart/users';
import { everyProcess } from '../settings/processes.ts';
import { readProcessSettings } from '../settings/read.ts';
import { samplePeople } from '../settings/sample-people.ts';

const { ACCOUNTS_COMPARED_EVERY: _, ...identity } = usersSettings;
export const checkAccountsSettings = { MICROMART_ENV: everyProcess.MICROMART_ENV, ...identity };

/** The job check-accounts of docker-compose.yml: see `refuseSamplePeople`. */
export async function run(): Promise<void> {
  await refuseSamplePeople(processEnvironment);
  console.log('Nobody is in the realm who may not be.');
}

/** In production none of the sample people may be able to log in; elsewhere nobody is asked. @throws SetupError that names them, and what to do. */
export async function refuseSamplePeople(environment: Environment): Promise<void> {
  const settings = readProcessSettings(checkAccountsSettings, environment);
  if (settings.MICROMART_ENV !== 'production') return;
  const accounts = keycloakAccounts({
    realmUrl: settings.ISSUER_INTERNAL_URL ?? settings.ISSUER_URL,
    clientId: settings.IDENTITY_ADMIN_CLIENT_ID,
    clientSecret: settings.IDENTITY_ADMIN_CLIENT_SECRET,
    timeout: settings.IDENTITY_TIMEOUT,
  });
  const find = (subject: string) =>
    accounts.find(subject).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new SetupError(
        `Keycloak does not show who can log in: ${why}. IDENTITY_ADMIN_CLIENT_SECRET must be the secret that its client ${settings.IDENTITY_ADMIN_CLIENT_ID} has.`,
      );
    });
  const found = await Promise.all(samplePeople.map(async ({ name, subject }) => ((await find(subject))?.enabled === true ? [name] : [])));
  const names = found.flat().join(', ');
  if (names === '') return;
  throw new SetupError(
    `MICROMART_ENV=production, and sample people can log in whose passwords everybody knows: ${names}. Delete or disable them in Keycloak's console (realm micromart, Users). A realm without them comes of KEYCLOAK_REALM_FILE (docs/keycloak.md).`,
  );
}
