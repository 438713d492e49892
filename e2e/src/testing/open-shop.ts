import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Breach, breaches, seedOnce, type Shop, silentSteps, startShop } from '@micromart/host';
import { testPostgres, testRedis } from '@micromart/local/testing';
import { type Outsiders, openOutsiders } from './outsiders.ts';
import { type Visitors, visitorsOf } from './visitors.ts';

/** A seeded shop of a test's own, in this process, with servers of its own, and those who come to it. */
export interface TestShop extends Shop, Visitors {
  /** Holds mails and keys. */
  readonly directory: string;
  readonly outsiders: Outsiders;
  /** What does not hold though it always must. Orders that rested for a moment are looked at. */
  breaches(): Promise<readonly Breach[]>;
  close(): Promise<void>;
}

/** The gateway's address is part of links that are made before it listens, so the port is chosen first. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** @param environment settings above those that suit a test: free ports, no log, no rate limit to speak of. */
export async function openShop(environment: Readonly<Record<string, string>> = {}): Promise<TestShop> {
  const [postgres, redis, directory, port] = await Promise.all([
    testPostgres(),
    testRedis(),
    mkdtemp(path.join(tmpdir(), 'micromart-e2e-')),
    freePort(),
  ]);
  const settings = {
    LOG_LEVEL: 'silent',
    MICROMART_DATA: directory,
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    GATEWAY_PORT: String(port),
    IDENTITY_PORT: '0',
    RATE_LIMIT_PER_ADDRESS: '1000000',
    RATE_LIMIT_PER_VIEWER: '1000000',
    ...environment,
  };
  const shop = await startShop(settings, silentSteps, seedOnce);
  const outsiders = openOutsiders(shop.infrastructure);
  const visitors = visitorsOf(shop);
  return {
    ...shop,
    ...visitors,
    directory,
    outsiders,
    breaches: () => breaches({ ...shop.infrastructure, isRunning: true }, { settledFor: 1 }),
    async close() {
      await visitors.leave();
      await outsiders.close();
      await shop.stop();
      await Promise.all([postgres.stop(), redis.stop(), rm(directory, { recursive: true, force: true })]);
    },
  };
}
