import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatePassportKeys } from '@micromart/auth';
import { freePort } from '@micromart/local';
import { type Close, closeAfter, closeAtOnce, closeInTurn } from '@micromart/local/closing';
import { processEnvironment, type SubgraphName, subgraphNames } from '@micromart/service';
import { BenchError } from '../bench-error.ts';
import { cpuOf } from '../processes.ts';
import type { MeasuredShop, ShopOptions } from './measured-shop.ts';
import { type RunningProgram, startProgram } from './node-process.ts';
import { type Servers, startServers } from './servers.ts';

/** A shop of nine processes, and what others need to come to its inside. */
export interface SplitShop extends MeasuredShop {
  readonly servers: Pick<Servers, 'serverUrl' | 'redisUrl' | 'brokers'>;
  /** Where each subgraph answers passports that were signed with `passportKey`. */
  readonly subgraphs: Readonly<Record<SubgraphName, string>>;
  readonly passportKey: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const built = fileURLToPath(new URL('../../../host/bin/built.mjs', import.meta.url));
const secret = (): string => randomBytes(32).toString('base64url');

/** Gateway and subgraphs as a process each, as `npm run serve` hosts them, on PostgreSQL, Redis, Kafka and the local identity server. */
export async function openSplit(options: ShopOptions): Promise<SplitShop> {
  const directory = await mkdtemp(path.join(tmpdir(), 'micromart-bench-'));
  const opened: Close[] = [() => rm(directory, { recursive: true, force: true })];
  try {
    return { ...(await open(directory, options, opened)), stop: () => closeInTurn(opened.toReversed()) };
  } catch (error) {
    return closeAfter(error, opened.toReversed());
  }
}

async function open(directory: string, { profile, fulfillment }: ShopOptions, opened: Close[]): Promise<Omit<SplitShop, 'stop'>> {
  const { privateKey, publicKey } = generatePassportKeys();
  const identitySecret = secret();
  const servers = await startServers(directory, identitySecret);
  opened.push(servers.stop);
  const { serverUrl, redisUrl, brokers, issuer } = servers;
  const ports = new Map(await Promise.all((['gateway', ...subgraphNames] as const).map(async name => [name, await freePort()] as const)));
  const internalPort = await freePort();
  const url = `http://localhost:${ports.get('gateway')}`;
  const urlOf = (name: SubgraphName): string => `http://127.0.0.1:${ports.get(name)}`;
  const environment: Environment = {
    ...processEnvironment,
    ...{ LOG_LEVEL: 'error', NODE_ENV: 'production', MICROMART_ENV: 'development', FULFILLMENT: fulfillment },
    ...{ DATABASE_URL: serverUrl, REDIS_URL: redisUrl, KAFKA_BROKERS: brokers.join(','), ISSUER_URL: issuer, PUBLIC_URL: url },
    ...{ INTERNAL_PORT: String(internalPort), GATEWAY_INTERNAL_URL: `http://127.0.0.1:${internalPort}` },
    ...Object.fromEntries(subgraphNames.map(name => [`${name.toUpperCase()}_URL`, urlOf(name)])),
    ...{ RATE_LIMIT_PER_ADDRESS: '10000000', RATE_LIMIT_PER_VIEWER: '10000000', MAIL_DIRECTORY: path.join(directory, 'mail') },
    ...{ PASSPORT_PRIVATE_KEY: privateKey, PASSPORT_PUBLIC_KEYS: publicKey, ORDER_TOKEN_SECRET: secret() },
    IDENTITY_ADMIN_CLIENT_SECRET: identitySecret,
  };
  await command('migrate', environment);
  const processes: RunningProgram[] = [];
  opened.push(() => closeAtOnce(processes.map(({ stop }) => stop)));
  for (const [name, port] of ports)
    processes.push(
      await startProgram({ name, program: built, arguments: ['serve', name], environment: { ...environment, PORT: String(port) }, profile }),
    );
  await Promise.all(processes.map(process => process.until('it is ready', () => isReady(ports.get(process.name as SubgraphName) ?? 0))));
  await command('seed', environment);
  return {
    ...{ url, redisUrl, issuer, servers, processes, passportKey: privateKey },
    subgraphs: Object.fromEntries(subgraphNames.map(name => [name, urlOf(name)])) as Record<SubgraphName, string>,
    cpu: () => ({ ...Object.fromEntries(processes.map(({ name, pid }) => [name, cpuOf(pid)])), ...servers.cpu() }),
  };
}

async function command(name: string, environment: Environment): Promise<void> {
  const running = await startProgram({ name, program: built, arguments: [name], environment, profile: undefined });
  await new Promise<void>(resolve => running.child.once('exit', () => resolve()));
  if (running.child.exitCode !== 0) throw new BenchError(`npm run ${name} failed:\n${running.output()}`);
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
