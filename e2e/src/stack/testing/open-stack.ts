import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { databaseUrl } from '@micromart/database';
import { breaches } from '@micromart/host';
import { createTopics } from '@micromart/messaging';
import { visitorsOf } from '../../testing/visitors.ts';
import { openBalancer } from './balancer.ts';
import { environmentOf, freePlaces } from './places.ts';
import { type Replica, replicaOf } from './replica.ts';
import { newSecrets } from './secrets.ts';
import { startServers } from './servers.ts';
import { type Service, services, type Stack } from './stack.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
/** What the processes of the last stack said. */
const LOGS = path.join(root, '.micromart/stack-logs');
const PARTITIONS = 12;

/** Starts all of it, and seeds the shop. What was started is stopped again when a part does not start. */
export async function openStack(): Promise<Stack> {
  const directory = await mkdtemp(path.join(tmpdir(), 'micromart-stack-'));
  const closing: (() => Promise<unknown>)[] = [() => rm(directory, { recursive: true, force: true })];
  const close = async (): Promise<void> => {
    for (const one of closing.splice(0).toReversed()) await one();
  };
  try {
    return { ...(await open(directory, closing)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(directory: string, closing: (() => Promise<unknown>)[]): Promise<Omit<Stack, 'close'>> {
  await rm(LOGS, { recursive: true, force: true });
  await mkdir(LOGS, { recursive: true });
  const secrets = newSecrets();
  const servers = await startServers({ directory, identitySecret: secrets.IDENTITY_ADMIN_CLIENT_SECRET });
  closing.push(servers.stop);
  const { brokers, issuer, redisUrl } = servers;
  const places = await freePlaces();
  const environment = { ...environmentOf(places, servers, directory), ...secrets };
  await Promise.all([createTopics({ brokers, partitions: PARTITIONS, retentionDays: 7, replicationFactor: 1 }), command('migrate', environment)]);

  const replicas = new Map(
    services.map((service): [Service, readonly Replica[]] => [
      service,
      places.replicas(service).map(({ port, internalPort }, index) => {
        const name = `${service}-${index + 1}`;
        const own = { PORT: String(port), ...(service === 'gateway' ? { INTERNAL_PORT: String(internalPort) } : {}) };
        return replicaOf({ name, service, port, environment: { ...environment, ...own }, logFile: path.join(LOGS, `${name}.log`) });
      }),
    ]),
  );
  const all = [...replicas.values()].flat();
  closing.push(() => Promise.all(all.map(replica => replica.end())));
  await Promise.all(all.map(replica => replica.start()));
  await command('seed', environment);

  const balancer = await openBalancer(
    places.balancer,
    places.replicas('gateway').map(({ port }) => port),
  );
  closing.push(balancer.close);
  const visitors = visitorsOf({ url: balancer.url, issuer });
  closing.push(visitors.leave);
  const urlOf = (name: string): string => databaseUrl(servers.databaseUrl, `micromart_${name}`);
  return {
    ...visitors,
    ...{ url: balancer.url, issuer, brokers, redisUrl, databaseUrl: urlOf },
    replicas: service => replicas.get(service) ?? [],
    kill: servers.kill,
    startAgain: servers.startAgain,
    breaches: () => breaches({ databaseUrl: urlOf, redisUrl, isRunning: true }, { settledFor: 1 }),
  };
}

/** One of the host's commands, as operators run it. */
async function command(name: string, environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const child = spawn(process.execPath, [path.join(root, 'host/bin/built.mjs'), name], { stdio: ['ignore', 'ignore', 'inherit'], env: environment });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`npm run ${name} ended with ${code}`);
}
