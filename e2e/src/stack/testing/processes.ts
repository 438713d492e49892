import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '@micromart/local';
import { closeAfter, closeInTurn } from '@micromart/local/closing';
import { createTopics } from '@micromart/messaging';
import { processEnvironment, subgraphNames } from '@micromart/service';
import { openBalancer } from './balancer.ts';
import { runCommand } from './command.ts';
import { endAll, type Replica, replicaOf } from './replica.ts';
import { newSecrets } from './secrets.ts';
import { type Service, services } from './services.ts';

/** What the processes of a shop are told: where servers are, and what is not as usual. */
export interface ProcessesOptions {
  readonly serverUrl: string;
  readonly redisUrl: string;
  readonly brokers: readonly string[];
  readonly issuer: string;
  readonly identitySecret: string;
  /** For mails. */
  readonly directory: string;
  /** What they say goes here, a file each. */
  readonly logs: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Two processes of each service, and the gateways behind a load balancer. */
export interface Processes {
  readonly url: string;
  replicas(service: Service): readonly Replica[];
  /** @throws by name what did not end when it was told to. */
  stop(): Promise<void>;
}

const REPLICAS = 2;
const PARTITIONS = 12;
const AT_A_TIME = 4;

/** Makes topics and databases, starts all processes and seeds the shop. What was started is stopped again when a part does not start. */
export async function startProcesses(options: ProcessesOptions): Promise<Processes> {
  await mkdir(options.logs, { recursive: true });
  const places = new Map<Service, readonly Place[]>();
  for (const service of services) places.set(service, await freePlaces());
  const balancerPort = await freePort();
  const variables = variablesOf(options, places, `http://localhost:${balancerPort}`);
  const replicas = new Map(
    [...places].map(([service, ports]): [Service, readonly Replica[]] => [
      service,
      ports.map(({ port, internalPort }, index) => {
        const name = `${service}-${index + 1}`;
        const own = { PORT: String(port), ...(service === 'gateway' ? { INTERNAL_PORT: String(internalPort) } : {}) };
        return replicaOf({ name, service, port, environment: { ...variables, ...own }, logFile: path.join(options.logs, `${name}.log`) });
      }),
    ]),
  );
  const all = [...replicas.values()].flat();
  const end = (): Promise<void> => endAll(all);
  try {
    const { brokers } = options;
    await Promise.all([createTopics({ brokers, partitions: PARTITIONS, retentionDays: 7, replicationFactor: 1 }), runCommand('migrate', variables)]);
    await startAFewAtATime(all);
    await runCommand('seed', variables);
    const gateways = places.get('gateway') ?? [];
    const balancer = await openBalancer(
      balancerPort,
      gateways.map(({ port }) => port),
    );
    return {
      url: balancer.url,
      replicas: service => replicas.get(service) ?? [],
      stop: () => closeInTurn([end, balancer.close]),
    };
  } catch (error) {
    return closeAfter(error, [end]);
  }
}

/** All at once they would keep each other from answering in time on a small machine. */
async function startAFewAtATime(replicas: readonly Replica[]): Promise<void> {
  const waiting = [...replicas];
  const startNext = async (): Promise<void> => {
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next.start();
    } catch (error) {
      // what started from now on would be left running
      waiting.length = 0;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, startNext));
}

interface Place {
  readonly port: number;
  /** Where subgraphs reach it, if it is a gateway. */
  readonly internalPort: number;
}

async function freePlaces(): Promise<readonly Place[]> {
  const places: Place[] = [];
  while (places.length < REPLICAS) places.push({ port: await freePort(), internalPort: await freePort() });
  return places;
}

type Variables = Readonly<Record<string, string | undefined>>;

function variablesOf(options: ProcessesOptions, places: ReadonlyMap<Service, readonly Place[]>, url: string): Variables {
  const { serverUrl, redisUrl, brokers, issuer, identitySecret, directory, environment } = options;
  const urls = (service: Service, port: keyof Place): string => (places.get(service) ?? []).map(place => `http://127.0.0.1:${place[port]}`).join(',');
  return {
    ...processEnvironment,
    ...{ LOG_LEVEL: 'warn', MICROMART_ENV: 'development', NODE_ENV: 'production', NODE_OPTIONS: '' },
    ...{ DATABASE_URL: serverUrl, REDIS_URL: redisUrl, KAFKA_BROKERS: brokers.join(','), ISSUER_URL: issuer, PUBLIC_URL: url },
    ...{ RATE_LIMIT_PER_ADDRESS: '1000000', RATE_LIMIT_PER_VIEWER: '1000000', MAIL_DIRECTORY: path.join(directory, 'mail') },
    ...{ ...newSecrets(), IDENTITY_ADMIN_CLIENT_SECRET: identitySecret },
    GATEWAY_INTERNAL_URL: urls('gateway', 'internalPort'),
    ...Object.fromEntries(subgraphNames.map(name => [`${name.toUpperCase()}_URL`, urls(name, 'port')])),
    ...environment,
  };
}
