import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startIdentity, startPostgres, startRedis } from '@micromart/local';
import type { Logger } from '@micromart/service';
import type { HostSettings } from '../settings.ts';
import { allOwners, type DatabaseOwner, namedDatabase } from '../settings/databases.ts';
import type { Secrets } from './secrets.ts';
import type { Steps } from './steps.ts';

/** The servers that a shop stands on: its own, started here, or those that the settings name. */
export interface Infrastructure {
  /** The address of a subgraph's or a simulator's database. */
  databaseUrl(owner: DatabaseOwner): string;
  /** The PostgreSQL server; undefined when each database is named by itself. */
  readonly serverUrl: string | undefined;
  readonly redisUrl: string;
  /** What tokens say in `iss`. */
  readonly issuer: string;
  /** Stops what was started here. */
  stop(): Promise<void>;
}

const realmFile = fileURLToPath(new URL('../../../docker/keycloak/micromart-realm.json', import.meta.url));

/** Whether the settings say where every database is. */
export const namesAllDatabases = (settings: HostSettings): boolean => allOwners.every(owner => namedDatabase(settings, owner) !== undefined);

/** Where each database is: as the settings say, or on the server. */
export function databasesOn(settings: HostSettings, serverUrl: string | undefined): (owner: DatabaseOwner) => string {
  const named = { ...settings, DATABASE_URL: serverUrl };
  return owner => {
    const url = namedDatabase(named, owner);
    if (url === undefined) throw new Error(`nothing says where the database of ${owner} is`);
    return url;
  };
}

/** Starts what the settings do not name elsewhere. When one of them fails, those that were started are stopped again. */
export async function openInfrastructure(settings: HostSettings, secrets: Secrets, steps: Steps, logger: Logger): Promise<Infrastructure> {
  const started: { stop(): Promise<void> }[] = [];
  const own = async <Server extends { stop(): Promise<void> }>(what: string, start: () => Promise<Server>): Promise<Server> => {
    const server = await steps.take(what, start);
    started.push(server);
    return server;
  };
  const directory = (name: string): string => path.resolve(settings.MICROMART_DATA, name);
  const stop = async (): Promise<void> => {
    for (const server of started.toReversed()) await server.stop();
  };
  try {
    const startedPostgres = namesAllDatabases(settings)
      ? undefined
      : await own('PostgreSQL', () =>
          startPostgres({ directory: directory('postgres'), port: settings.POSTGRES_PORT, portSetting: 'POSTGRES_PORT', log: steps.note }),
        );
    const serverUrl = settings.DATABASE_URL ?? startedPostgres?.url();
    const redisUrl =
      settings.REDIS_URL ??
      (await own('Redis', () => startRedis({ directory: directory('redis'), port: settings.REDIS_PORT, portSetting: 'REDIS_PORT', log: steps.note })))
        .url;
    const issuer =
      settings.ISSUER_URL ??
      (
        await own('identity server', () =>
          startIdentity({
            realmFile,
            directory: directory('identity'),
            port: settings.IDENTITY_PORT,
            portSetting: 'IDENTITY_PORT',
            variables: { IDENTITY_ADMIN_CLIENT_SECRET: secrets.identityAdminClientSecret },
            environment: settings.MICROMART_ENV,
            log: logger,
          }),
        )
      ).issuer;
    return { serverUrl, redisUrl, issuer, databaseUrl: databasesOn(settings, serverUrl), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
