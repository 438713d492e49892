import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { tokenChecker } from '@micromart/auth';
import { createGateway, gatewayEnvironment } from '@micromart/gateway';
import type { Shop } from '@micromart/host';
import { type Close, closeAfter, closeInTurn } from '@micromart/local/closing';
import { type Connection, createLogger, createSubgraphServer, httpConnection, readSettings, type SubgraphName } from '@micromart/service';
import { type Freezer, openFreezer } from '@micromart/service/testing';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import { openInOneProcess } from './one-process.ts';
import { type Environment, type OpenedShop, openInOwnPlace } from './own-place.ts';
import { type Visitors, visitorsOf } from './visitors.ts';

/** A seeded shop whose gateway reaches its subgraphs over HTTP, by ways that a test can freeze or take away. */
export interface SplitShop extends Visitors {
  /** Of the gateway. */
  readonly url: string;
  readonly ways: ReadonlyMap<SubgraphName, Freezer>;
  close(): Promise<void>;
}

const SETTINGS = {
  FULFILLMENT: 'auto',
  // a subgraph that hangs is found out long before; a machine that does other things as well is only slow
  SUBGRAPH_TIMEOUT: '30000',
  ...{ RATE_LIMIT_PER_ADDRESS: '1000000', RATE_LIMIT_PER_VIEWER: '1000000' },
};
const supergraph = path.resolve(import.meta.dirname, '../../../schema/supergraph.graphql');
const logger = createLogger({ level: 'silent', name: 'test' });
const CONNECTIONS = 64;

export async function openSplitShop(): Promise<SplitShop> {
  const { url, issuer, ways, stop } = await openInOwnPlace(async place => split(await openInOneProcess(place), place.environment), SETTINGS);
  const visitors = visitorsOf({ url, issuer });
  return { ...visitors, url, ways, close: () => closeInTurn([visitors.leave, stop]) };
}

/** Puts a second gateway before the shop, with HTTP between it and the subgraphs. */
async function split({ inside, infrastructure, issuer, stop }: Shop, environment: Environment): Promise<OpenedShop & Pick<SplitShop, 'ways'>> {
  const opened: Close[] = [stop];
  try {
    const settings = readSettings(gatewayEnvironment, environment);
    const ways = new Map<SubgraphName, Freezer>();
    const connections = new Map<string, Connection>();
    for (const [name, connection] of inside.connections) {
      const server = createSubgraphServer({ subgraph: { name, connection, ready: async () => undefined }, registry: new Registry(), logger });
      opened.push(() => server.close({ drainSeconds: 0 }));
      const way = await openFreezer(await server.listen(0, '127.0.0.1'));
      opened.push(way.close);
      const overHttp = httpConnection({ name, urls: [way.url], timeout: settings.SUBGRAPH_TIMEOUT, connections: CONNECTIONS, logger });
      opened.push(overHttp.close);
      ways.set(name, way);
      connections.set(name, overHttp);
    }

    const redis = new Redis(infrastructure.redisUrl);
    opened.push(() => redis.disconnect());
    const tokens = tokenChecker({ issuer, onFault: () => undefined });
    opened.push(() => tokens.close());
    const gateway = await createGateway({
      ...{ settings, connections, tokens, passports: inside.passports, redis, registry: new Registry(), logger },
      supergraphSdl: await readFile(supergraph, 'utf8'),
    });
    opened.push(() => gateway.close({ drainSeconds: 0 }));
    const url = await gateway.listen(0, '127.0.0.1');
    return { url, issuer, ways, stop: () => closeInTurn(opened.toReversed()) };
  } catch (error) {
    return closeAfter(error, opened.toReversed());
  }
}
