import { databaseUrl } from '@micromart/database';
import type { Environment } from '@micromart/service';
import type { z } from 'zod';
import { postgresUrl } from './kinds.ts';

/** The subgraphs that own a database, and the outsiders, who have theirs on the same server but nobody else's tables in it. */
export const databaseOwners = {
  subgraphs: ['users', 'shop', 'warehouse', 'orders', 'payments', 'shipments', 'notifications'],
  outsiders: ['provider', 'carriers'],
} as const;

export type DatabaseOwner = (typeof databaseOwners)['subgraphs' | 'outsiders'][number];

export const allOwners: readonly DatabaseOwner[] = [...databaseOwners.subgraphs, ...databaseOwners.outsiders];

/** A database's name on a server that others may use too. */
export const databaseNameOf = (owner: string): string => `micromart_${owner}`;

const SERVER =
  'The PostgreSQL server, without a database’s name: each owner has its own there, `micromart_users` and so on. Not needed where each is named by itself.';

const settingOf = <Owner extends DatabaseOwner>(owner: Owner) => `${owner.toUpperCase() as Uppercase<Owner>}_DATABASE_URL` as const;

const own = (owner: DatabaseOwner) => postgresUrl().optional().describe(`The database of ${owner} as a whole, in place of the one on DATABASE_URL.`);

/** Where databases are, of those that are named; nothing of it has to be set. */
export const optionalDatabases = <Owner extends DatabaseOwner>(owners: readonly Owner[]) => ({
  DATABASE_URL: postgresUrl().optional().describe(SERVER),
  ...(Object.fromEntries(owners.map(owner => [settingOf(owner), own(owner)])) as Record<`${Uppercase<Owner>}_DATABASE_URL`, ReturnType<typeof own>>),
});

/** The same for who cannot do without: the server has to be named, unless every database is. */
export function neededDatabases<Owner extends DatabaseOwner>(owners: readonly Owner[], given: Environment) {
  const namesAll = owners.every(owner => (given[settingOf(owner)] ?? '') !== '');
  return {
    ...optionalDatabases(owners),
    DATABASE_URL: (namesAll ? postgresUrl().optional() : postgresUrl()).describe(SERVER) as z.ZodOptional<ReturnType<typeof postgresUrl>>,
  };
}

/** The address of one owner's database; undefined when nothing says where it is. */
export function namedDatabase(settings: object, owner: DatabaseOwner): string | undefined {
  const { DATABASE_URL: onServer, [settingOf(owner)]: whole } = settings as Readonly<Record<string, string | undefined>>;
  return whole ?? (onServer === undefined ? undefined : databaseUrl(onServer, databaseNameOf(owner)));
}
