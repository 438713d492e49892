import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startIdentity, startKafka, startPostgres, startRedis } from '@micromart/local';
import { type Close, closeAfter, closeInTurn } from '@micromart/local/closing';
import { createTopics } from '@micromart/messaging';
import { createLogger } from '@micromart/service';
import { cpuOf, cpuOfFamily } from '../processes.ts';
import type { Cpu } from './measured-shop.ts';

/** What a shop of separate processes stands on. */
export interface Servers {
  /** PostgreSQL, without a database's name. */
  readonly serverUrl: string;
  readonly redisUrl: string;
  readonly brokers: readonly string[];
  readonly issuer: string;
  cpu(): Cpu;
  stop(): Promise<void>;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));
const PARTITIONS = 12;

/**
 * Starts PostgreSQL, Redis and Kafka with its topics as processes, and the identity server in this process, where nobody counts it. What was
 * started is stopped again when one of them does not start.
 */
export async function startServers(directory: string, identitySecret: string): Promise<Servers> {
  const started: Close[] = [];
  const own = async <Server extends { stop(): Promise<void> }>(starting: Promise<Server>): Promise<Server> => {
    const server = await starting;
    started.push(() => server.stop());
    return server;
  };
  const at = (name: string): string => path.join(directory, name);
  const stop = (): Promise<void> => closeInTurn(started.toReversed());
  try {
    const postgres = await own(startPostgres({ directory: at('postgres'), port: 0 }));
    const redis = await own(startRedis({ directory: at('redis'), port: 0, binaries: path.join(root, '.micromart/redis') }));
    const kafka = await own(startKafka({ directory: at('kafka'), port: 0 }));
    const identity = await own(
      startIdentity({
        realmFile: path.join(root, 'docker/keycloak/micromart-realm.json'),
        directory: at('identity'),
        port: 0,
        variables: { IDENTITY_ADMIN_CLIENT_SECRET: identitySecret },
        log: createLogger({ level: 'silent', name: 'identity' }),
      }),
    );
    await createTopics({ brokers: kafka.brokers, partitions: PARTITIONS, retentionDays: 7, replicationFactor: 1 });
    return {
      ...{ serverUrl: postgres.url(''), redisUrl: redis.url, brokers: kafka.brokers, issuer: identity.issuer, stop },
      cpu: () => ({ postgres: cpuOfFamily(postgres.pid), redis: cpuOf(redis.pid), kafka: cpuOf(kafka.pid) }),
    };
  } catch (error) {
    return closeAfter(error, started.toReversed());
  }
}
