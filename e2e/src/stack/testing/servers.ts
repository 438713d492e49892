import path from 'node:path';
import { startKafka, startKeycloak, startPostgres, startRedis, freePort } from '@micromart/local';
import { closeAtOnce } from '@micromart/local/closing';
import { allStarted } from '../../testing/all-started.ts';
import { POSTGRES_WITHOUT_DISK, REDIS_WITHOUT_DISK } from '../../testing/without-disks.ts';

export type ServerName = 'Kafka' | 'Redis' | 'PostgreSQL' | 'Keycloak';

/** What a stack stands on: real servers, each of which can be killed and started again on its disk and its port. */
export interface Servers {
  /** Of PostgreSQL, without a database's name. */
  readonly serverUrl: string;
  readonly redisUrl: string;
  readonly brokers: readonly string[];
  readonly issuer: string;
  /** SIGKILL: nobody gets to write a last word. */
  kill(server: ServerName): void;
  /** Resolves when it answers. */
  startAgain(server: ServerName): Promise<void>;
  stop(): Promise<void>;
}

interface Started {
  readonly pid: number;
  stop(): Promise<void>;
}

export interface ServersOptions {
  readonly directory: string;
  /** Of the service account by which users reaches Keycloak. */
  readonly identitySecret: string;
}

const root = path.resolve(import.meta.dirname, '../../../..');
const POSTGRES = { ...POSTGRES_WITHOUT_DISK, max_connections: '500' };

/** Starts all of them at the same time. When one does not start, the others are stopped again. */
export async function startServers({ directory, identitySecret }: ServersOptions): Promise<Servers> {
  const [kafkaPort, redisPort, postgresPort, keycloakPort] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const at = (name: string): string => path.join(directory, name);
  const startOne = {
    Kafka: () => startKafka({ directory: at('kafka'), port: kafkaPort }),
    Redis: () => startRedis({ directory: at('redis'), port: redisPort, binaries: path.join(root, '.micromart/redis'), ...REDIS_WITHOUT_DISK }),
    PostgreSQL: () => startPostgres({ directory: at('postgres'), port: postgresPort, parameters: POSTGRES }),
    Keycloak: () =>
      startKeycloak({
        directory: at('keycloak'),
        port: keycloakPort,
        realmFile: path.join(root, 'docker/keycloak/micromart-realm.json'),
        variables: { IDENTITY_ADMIN_CLIENT_SECRET: identitySecret },
      }),
  };
  const [kafka, redis, postgres, keycloak] = await allStarted([startOne.Kafka(), startOne.Redis(), startOne.PostgreSQL(), startOne.Keycloak()]);
  const running = new Map<ServerName, Started>(
    Object.entries({ Kafka: kafka, Redis: redis, PostgreSQL: postgres, Keycloak: keycloak }) as [ServerName, Started][],
  );
  return {
    serverUrl: postgres.url(''),
    redisUrl: redis.url,
    brokers: kafka.brokers,
    issuer: keycloak.issuer,
    kill(server) {
      const { pid } = running.get(server) as Started;
      process.kill(pid, 'SIGKILL');
    },
    async startAgain(server) {
      await running.get(server)?.stop();
      running.set(server, await startOne[server]());
    },
    stop: () => closeAtOnce(Array.from(running.values(), server => server.stop)),
  };
}
