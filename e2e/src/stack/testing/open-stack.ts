import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generatePassportKeys } from '@micromart/auth';
import { databaseUrl } from '@micromart/database';
import { breaches } from '@micromart/host';
import { createTopics } from '@micromart/messaging';
import { processEnvironment, subgraphNames } from '@micromart/service';
import { freePort } from '../../testing/open-shop.ts';
import { visitorsOf } from '../../testing/visitors.ts';
import { openBalancer } from './balancer.ts';
import { type Replica, replicaOf } from './replica.ts';
import { startServers } from './servers.ts';
import { type Service, services, type Stack } from './stack.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
/** What the processes of the last stack said. */
const LOGS = path.join(root, '.micromart/stack-logs');
const REPLICAS = 2;
const PARTITIONS = 12;

/** Starts all of it, and seeds the shop. */
export async function openStack(): Promise<Stack> {
  const directory = await mkdtemp(path.join(tmpdir(), 'micromart-stack-'));
  await rm(LOGS, { recursive: true, force: true });
  await mkdir(LOGS, { recursive: true });
  const identitySecret = randomBytes(24).toString('base64url');
  const servers = await startServers({ directory, identitySecret });
  await createTopics({ brokers: servers.brokers, partitions: PARTITIONS, retentionDays: 7, replicationFactor: 1 });

  const ports = new Map<Service, readonly number[]>();
  for (const service of services) ports.set(service, await freePorts());
  const internal = await freePorts();
  const balancerPort = await freePort();
  const urlsOf = (service: Service): string => (ports.get(service) ?? []).map(port => `http://127.0.0.1:${port}`).join(',');
  const { privateKey, publicKey } = generatePassportKeys();
  const environment = {
    ...processEnvironment,
    ...{ LOG_LEVEL: 'warn', MICROMART_ENV: 'development', NODE_ENV: 'production', MAIL_DIRECTORY: path.join(directory, 'mail') },
    ...{ DATABASE_URL: servers.databaseUrl, REDIS_URL: servers.redisUrl, KAFKA_BROKERS: servers.brokers.join(','), ISSUER_URL: servers.issuer },
    ...{ PASSPORT_PRIVATE_KEY: privateKey, PASSPORT_PUBLIC_KEYS: publicKey, ORDER_TOKEN_SECRET: randomBytes(32).toString('base64url') },
    ...{ IDENTITY_ADMIN_CLIENT_ID: 'users-service', IDENTITY_ADMIN_CLIENT_SECRET: identitySecret },
    ...{ RATE_LIMIT_PER_ADDRESS: '1000000', RATE_LIMIT_PER_VIEWER: '1000000', PUBLIC_URL: `http://localhost:${balancerPort}` },
    ...{ GATEWAY_INTERNAL_URL: internal.map(port => `http://127.0.0.1:${port}`).join(',') },
    ...Object.fromEntries(subgraphNames.map(name => [`${name.toUpperCase()}_URL`, urlsOf(name)])),
  };
  const replicas = new Map(
    services.map((service): [Service, readonly Replica[]] => [
      service,
      (ports.get(service) ?? []).map((port, index) => {
        const name = `${service}-${index + 1}`;
        const own = { PORT: String(port), ...(service === 'gateway' ? { INTERNAL_PORT: String(internal[index]) } : {}) };
        return replicaOf({
          name,
          service,
          url: `http://127.0.0.1:${port}`,
          environment: { ...environment, ...own },
          logFile: path.join(LOGS, `${name}.log`),
        });
      }),
    ]),
  );
  const all = [...replicas.values()].flat();

  await command('migrate', environment);
  await Promise.all(all.map(replica => replica.start()));
  await command('seed', environment);
  const balancer = await openBalancer(balancerPort, ports.get('gateway') ?? []);
  const visitors = visitorsOf({ url: balancer.url, issuer: servers.issuer });
  const urlOf = (name: string): string => databaseUrl(servers.databaseUrl, `micromart_${name}`);
  return {
    ...visitors,
    ...{ url: balancer.url, issuer: servers.issuer, brokers: servers.brokers, redisUrl: servers.redisUrl },
    databaseUrl: urlOf,
    replicas: service => replicas.get(service) ?? [],
    kill: server => servers.kill(server),
    startAgain: server => servers.startAgain(server),
    breaches: () => breaches({ databaseUrl: urlOf, redisUrl: servers.redisUrl, isRunning: true }, { settledFor: 1 }),
    async close() {
      await visitors.leave();
      await Promise.all(all.map(replica => replica.end()));
      await balancer.close();
      await servers.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

const freePorts = async (): Promise<readonly number[]> => Promise.all(Array.from({ length: REPLICAS }, freePort));

/** One of the host's commands, as operators run it. */
async function command(name: string, environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const child = spawn(process.execPath, [path.join(root, 'host/bin/built.mjs'), name], { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`npm run ${name} ended with ${code}`);
}
