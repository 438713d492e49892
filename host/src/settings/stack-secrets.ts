import { z } from 'zod';
import { allOwners } from './databases.ts';
import { examples } from './examples.ts';
import { everyProcess } from './processes.ts';

/** What stands as it is at the server and within an address at those who come to it. */
const inAddresses: readonly string[] = [...allOwners.map(owner => `${owner.toUpperCase()}_DB_PASSWORD`), 'REDIS_PASSWORD'];
const inAddress = () => z.string().regex(/^[\w-]+$/, { error: 'must have letters, digits, - and _ alone, for it also stands in addresses' });

/** What has to be right before the servers of docker-compose.yml keep a password: all secrets of `.env`, but for the one that signs passports. */
export const stackSecrets = {
  MICROMART_ENV: everyProcess.MICROMART_ENV,
  ...Object.fromEntries(
    examples
      .filter(({ name, kind }) => kind === 'secret' && name !== 'PASSPORT_PRIVATE_KEY')
      .map(({ name, says }) => [name, (inAddresses.includes(name) ? inAddress() : z.string({ error: 'must be set' })).describe(says)]),
  ),
};
