import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { tokenChecker } from '@micromart/auth';
import { createGateway, gatewayEnvironment } from '@micromart/gateway';
import { seedOnce, silentSteps, startShop } from '@micromart/host';
import { freePort } from '@micromart/local';
import { testPostgres, testRedis } from '@micromart/local/testing';
import { createLogger, createSubgraphServer, httpConnection, readSettings, type SubgraphName } from '@micromart/service';
import { type Freezer, openFreezer } from '@micromart/service/testing';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';

import { type Visitors, visitorsOf } from './visitors.ts';

/** A seeded shop whose gateway reaches its subgraphs over HTTP, by ways that a test can freeze or take away. */
export interface SplitShop extends Visitors {
  /** Of the gateway. */
  readonly url: string;
  readonly ways: ReadonlyMap<SubgraphName, Freezer>;
  close(): Promise<void>;
}

const supergraph = path.resolve(import.meta.dirname, '../../../schema/supergraph.graphql');
const logger = createLogger({ level: 'silent', name: 'test' });
const CONNECTIONS = 64;

export async function openSplitShop(): Promise<SplitShop> {
  const closing: (() => Promise<unknown> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const each of closing.splice(0).toReversed()) await each();
  };
  try {
    const [postgres, redisServer, directory] = await Promise.all([testPostgres(), testRedis(), mkdtemp(path.join(tmpdir(), 'micromart-e2e-'))]);
    closing.push(() => Promise.all([postgres.stop(), redisServer.stop(), rm(directory, { recursive: true, force: true })]));
    const settings = {
      ...{ LOG_LEVEL: 'silent', MICROMART_DATA: directory, DATABASE_URL: postgres.url, REDIS_URL: redisServer.url },
      ...{ GATEWAY_PORT: String(await freePort()), IDENTITY_PORT: '0', FULFILLMENT: 'auto' },
      // a subgraph that hangs is found out long before; a machine that does other things as well is only slow
      SUBGRAPH_TIMEOUT: '30000',
      ...{ RATE_LIMIT_PER_ADDRESS: '1000000', RATE_LIMIT_PER_VIEWER: '1000000' },
    };
    const { issuer, inside, stop } = await startShop(settings, silentSteps, seedOnce);
    closing.push(stop);

    const gatewaySettings = readSettings(gatewayEnvironment, settings);
    const ways = new Map<SubgraphName, Freezer>();
    const connections = new Map<string, ReturnType<typeof httpConnection>>();
    for (const [name, connection] of inside.connections) {
      const server = createSubgraphServer({ subgraph: { name, connection, ready: async () => undefined }, registry: new Registry(), logger });
      const way = await openFreezer(await server.listen(0, '127.0.0.1'));
      const { SUBGRAPH_TIMEOUT: timeout } = gatewaySettings;
      const overHttp = httpConnection({ name, urls: [way.url], timeout, connections: CONNECTIONS, logger });
      closing.push(
        () => server.close({ drainSeconds: 0 }),
        () => way.close(),
        () => overHttp.close(),
      );
      ways.set(name, way);
      connections.set(name, overHttp);
    }

    const redis = new Redis(inside.redisUrl);
    closing.push(() => redis.disconnect());
    const tokens = tokenChecker({ issuer, onFault: () => undefined });
    closing.push(() => tokens.close());
    const gateway = await createGateway({
      ...{ settings: gatewaySettings, connections, tokens, passports: inside.passports, redis, registry: new Registry(), logger },
      supergraphSdl: await readFile(supergraph, 'utf8'),
    });
    closing.push(() => gateway.close({ drainSeconds: 0 }));
    const url = await gateway.listen(0, '127.0.0.1');
    const visitors = visitorsOf({ url, issuer });
    closing.push(() => visitors.leave());
    return { ...visitors, url, ways, close };
  } catch (error) {
    await close();
    throw error;
  }
}
