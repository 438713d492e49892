import path from 'node:path';
import { processEnvironment, subgraphNames } from '@micromart/service';
import { freePort } from '../../testing/open-shop.ts';
import type { Servers } from './servers.ts';
import { type Service, services } from './stack.ts';

interface Place {
  readonly port: number;
  /** Where subgraphs reach it, if it is a gateway. */
  readonly internalPort: number;
}

/** Where the processes of a stack are to listen. */
export interface Places {
  readonly balancer: number;
  replicas(service: Service): readonly Place[];
}

const REPLICAS = 2;

export async function freePlaces(): Promise<Places> {
  const found = new Map<Service, Place[]>(services.map(service => [service, []]));
  for (const places of found.values()) {
    for (let replica = 0; replica < REPLICAS; replica += 1) places.push({ port: await freePort(), internalPort: await freePort() });
  }
  return { balancer: await freePort(), replicas: service => found.get(service) ?? [] };
}

/** What all processes of a stack are told: where the others are, and the servers. */
export function environmentOf({ balancer, replicas }: Places, { databaseUrl, redisUrl, brokers, issuer }: Servers, directory: string) {
  const urls = (ports: readonly number[]): string => ports.map(port => `http://127.0.0.1:${port}`).join(',');
  return {
    ...processEnvironment,
    ...{ LOG_LEVEL: 'warn', MICROMART_ENV: 'development', NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' },
    ...{ DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, KAFKA_BROKERS: brokers.join(','), ISSUER_URL: issuer },
    ...{ IDENTITY_ADMIN_CLIENT_ID: 'users-service', MAIL_DIRECTORY: path.join(directory, 'mail') },
    ...{ RATE_LIMIT_PER_ADDRESS: '1000000', RATE_LIMIT_PER_VIEWER: '1000000' },
    PUBLIC_URL: `http://localhost:${balancer}`,
    GATEWAY_INTERNAL_URL: urls(replicas('gateway').map(({ internalPort }) => internalPort)),
    ...Object.fromEntries(subgraphNames.map(name => [`${name.toUpperCase()}_URL`, urls(replicas(name).map(({ port }) => port))])),
  };
}
