import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseUrl } from '@micromart/database';
import { startIdentity, startPostgres, startRedis } from '@micromart/local';
import type { Logger } from '@micromart/service';
import type { HostSettings } from '../settings.ts';
import type { Steps } from './steps.ts';

/** The servers that a shop stands on: its own, started here, or those that the settings name. */
export interface Infrastructure {
  /** The address of a subgraph's or a simulator's database. */
  databaseUrl(name: string): string;
  /** The PostgreSQL server, to make databases on. */
  readonly serverUrl: string;
  readonly redisUrl: string;
  /** What tokens say in `iss`. */
  readonly issuer: string;
  /** Stops what was started here. */
  stop(): Promise<void>;
}

const realmFile = fileURLToPath(new URL('../../../docker/keycloak/micromart-realm.json', import.meta.url));

/** A database's name on a server that others may use too. */
export const databaseNameOf = (name: string): string => `micromart_${name}`;

/** Starts what the settings do not name elsewhere. When one of them fails, those that were started are stopped again. */
export async function openInfrastructure(settings: HostSettings, steps: Steps, logger: Logger): Promise<Infrastructure> {
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
    const serverUrl =
      settings.DATABASE_URL ??
      (
        await own('PostgreSQL', () =>
          startPostgres({ directory: directory('postgres'), port: settings.POSTGRES_PORT, portSetting: 'POSTGRES_PORT', log: steps.note }),
        )
      ).url();
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
            environment: settings.MICROMART_ENV,
            log: logger,
          }),
        )
      ).issuer;
    return { serverUrl, redisUrl, issuer, databaseUrl: name => databaseUrl(serverUrl, databaseNameOf(name)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
