import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Breach, breaches, readHostSettings, silentSteps, withStores } from '@micromart/host';
import { startPostgres, startRedis, freePort } from '@micromart/local';
import { type Close, closeAfter, closeAtOnce, closeInTurn } from '@micromart/local/closing';
import { processEnvironment } from '@micromart/service';
import { allStarted } from './all-started.ts';
import { endInTime, exitOf, expectGoodEnd } from './ending.ts';
import { type Visitors, visitorsOf } from './visitors.ts';
import { POSTGRES_WITHOUT_DISK, REDIS_WITHOUT_DISK } from './without-disks.ts';

export type Part = 'process' | 'PostgreSQL' | 'Redis';

/** A shop in a process of its own, on servers of its own, all of which can be killed and started again. */
export interface MortalShop extends Visitors {
  /** SIGKILL: nobody gets to write a last word. */
  kill(part: Part): Promise<void>;
  /** Starts what was killed, and the shop anew, on what is left on the disks. */
  startAgain(): Promise<void>;
  breaches(): Promise<readonly Breach[]>;
  /** @throws when the shop does not end well when it is told to end. */
  close(): Promise<void>;
}

const binaries = path.resolve(import.meta.dirname, '../../../.micromart/redis');

/** Starts all of it. What was started is stopped again when a part does not start. */
export async function openMortalShop(): Promise<MortalShop> {
  const directory = await mkdtemp(path.join(tmpdir(), 'micromart-mortal-'));
  const opened: Close[] = [() => rm(directory, { recursive: true, force: true })];
  try {
    const [gatewayPort, identityPort, postgresPort, redisPort] = [await freePort(), await freePort(), await freePort(), await freePort()];
    const startServers = () =>
      allStarted([
        startPostgres({ directory: path.join(directory, 'postgres'), port: postgresPort, parameters: POSTGRES_WITHOUT_DISK }),
        startRedis({ directory: path.join(directory, 'redis'), port: redisPort, binaries, ...REDIS_WITHOUT_DISK }),
      ]);
    let [postgres, redis] = await startServers();
    const stopServers = (): Promise<void> => closeAtOnce([postgres.stop, redis.stop]);
    opened.push(stopServers);
    const environment = {
      ...processEnvironment,
      ...{ LOG_LEVEL: 'silent', MICROMART_DATA: directory, RATE_LIMIT_PER_ADDRESS: '1000000', RATE_LIMIT_PER_VIEWER: '1000000' },
      ...{ GATEWAY_PORT: String(gatewayPort), IDENTITY_PORT: String(identityPort), DATABASE_URL: postgres.url(''), REDIS_URL: redis.url },
    };
    let shop = await startProcess(environment);
    opened.push(async () => expectGoodEnd('the shop', await endInTime('the shop', shop)));
    const visitors = visitorsOf({ url: `http://localhost:${gatewayPort}`, issuer: `http://localhost:${identityPort}/realms/micromart` });
    opened.push(visitors.leave);

    return {
      ...visitors,
      async kill(part) {
        if (part === 'process') await killed(shop);
        else process.kill(part === 'Redis' ? redis.pid : postgres.pid, 'SIGKILL');
      },
      async startAgain() {
        await killed(shop);
        await stopServers();
        [postgres, redis] = await startServers();
        shop = await startProcess(environment);
      },
      breaches: () => withStores(readHostSettings(environment), silentSteps, stores => breaches(stores, { settledFor: 1 })),
      close: () => closeInTurn(opened.toReversed()),
    };
  } catch (error) {
    return closeAfter(error, opened.toReversed());
  }
}

async function startProcess(environment: Readonly<Record<string, string | undefined>>): Promise<ChildProcess> {
  const program = path.join(import.meta.dirname, 'serve-shop.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=source', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...environment, APOLLO_TELEMETRY_DISABLED: '1' },
  });
  const said: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    said.push(line);
    if (line.includes('MicroMart is open')) {
      child.stdout.resume();
      return child;
    }
  }
  await killed(child);
  throw new Error(`the shop did not open: ${said.join('\n')}`);
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await exitOf(child);
}
