import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { processEnvironment } from '@micromart/service';
import { BenchError } from './bench-error.ts';
import { cpuOf, cpuOfFamily, residentMegabytes } from './processes.ts';

/** CPU-milliseconds so far. */
export interface Cpu {
  /** Gateway, subgraphs, and the outsiders that live in the same process. */
  readonly node: number;
  readonly postgres: number;
  readonly redis: number;
}

/** A seeded shop in a process of its own, as `npm start` opens it, on servers and data of its own. */
export interface MeasuredShop {
  readonly url: string;
  readonly redisUrl: string;
  cpu(): Cpu;
  /** Resident memory of the Node process in MiB. */
  memory(): number;
  stop(): Promise<void>;
}

const launcher = fileURLToPath(new URL('../../host/bin/start.mjs', import.meta.url));
const OPENING_LIMIT = 300_000;

/** @param profile a folder for a CPU profile that Node writes when the shop ends. */
export async function openMeasuredShop(profile: string | undefined): Promise<MeasuredShop> {
  const data = await mkdtemp(path.join(tmpdir(), 'micromart-bench-'));
  const output: string[] = [];
  const child = spawn(process.execPath, [...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${path.resolve(profile)}`]), launcher], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...processEnvironment,
      MICROMART_DATA: data,
      GATEWAY_PORT: String(await freePort()),
      IDENTITY_PORT: '0',
      FULFILLMENT: 'manual',
      LOG_LEVEL: 'error',
    },
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => void output.push(text));
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await rm(data, { recursive: true, force: true });
  };
  try {
    const addresses = path.join(data, 'running.json');
    for (const end = Date.now() + OPENING_LIMIT; !existsSync(addresses); await sleep(100)) {
      if (child.exitCode !== null || Date.now() > end) throw new BenchError(`The shop did not open:\n${output.join('').trim()}`);
    }
    const { url, redisUrl } = JSON.parse(await readFile(addresses, 'utf8')) as { url: string; redisUrl: string };
    const node = child.pid as number;
    const postgres = await firstNumber(path.join(data, 'postgres/data/postmaster.pid'));
    const redis = await firstNumber(path.join(data, 'redis/redis.pid'));
    return {
      url,
      redisUrl,
      cpu: () => ({ node: cpuOf(node), postgres: cpuOfFamily(postgres), redis: cpuOf(redis) }),
      memory: () => residentMegabytes(node),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const firstNumber = async (file: string): Promise<number> => Number.parseInt(await readFile(file, 'utf8'), 10);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
