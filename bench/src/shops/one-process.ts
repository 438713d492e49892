import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@micromart/local';
import { type Close, closeAfter, closeInTurn } from '@micromart/local/closing';
import { processEnvironment } from '@micromart/service';
import { cpuOf, cpuOfFamily } from '../processes.ts';
import type { MeasuredShop, ShopOptions } from './measured-shop.ts';
import { startProgram } from './node-process.ts';

const launcher = fileURLToPath(new URL('../../../host/bin/start.mjs', import.meta.url));

/** The shop as `npm start` opens it: gateway, subgraphs and the outsiders in one process. */
export async function openInOneProcess({ profile, fulfillment }: ShopOptions): Promise<MeasuredShop> {
  const data = await mkdtemp(path.join(tmpdir(), 'micromart-bench-'));
  const opened: Close[] = [() => rm(data, { recursive: true, force: true })];
  try {
    const shop = await startProgram({
      name: 'node',
      program: launcher,
      profile,
      environment: {
        ...processEnvironment,
        ...{ MICROMART_DATA: data, GATEWAY_PORT: String(await freePort()), IDENTITY_PORT: '0' },
        ...{ FULFILLMENT: fulfillment, LOG_LEVEL: 'error' },
      },
    });
    opened.push(shop.stop);
    const addresses = path.join(data, 'running.json');
    await shop.until('the shop is open', async () => existsSync(addresses));
    const { url, redisUrl, issuer } = JSON.parse(await readFile(addresses, 'utf8')) as { url: string; redisUrl: string; issuer: string };
    const postgres = await firstNumber(path.join(data, 'postgres/data/postmaster.pid'));
    const redis = await firstNumber(path.join(data, 'redis/redis.pid'));
    return {
      ...{ url, redisUrl, issuer },
      processes: [shop],
      cpu: () => ({ node: cpuOf(shop.pid), postgres: cpuOfFamily(postgres), redis: cpuOf(redis) }),
      stop: () => closeInTurn(opened.toReversed()),
    };
  } catch (error) {
    return closeAfter(error, opened.toReversed());
  }
}

const firstNumber = async (file: string): Promise<number> => Number.parseInt(await readFile(file, 'utf8'), 10);
