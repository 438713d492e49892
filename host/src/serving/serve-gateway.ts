import { passportIssuer } from '@micromart/auth';
import { gatewayEnvironment, proxyPages } from '@micromart/gateway';
import { type Environment, httpConnection, subgraphNames } from '@micromart/service';
import { gatewayProcess, urlsOf } from '../settings/processes.ts';
import { readProcessSettings } from '../settings/read.ts';
import { openGateway } from './gateway.ts';
import { listening } from './listening.ts';
import { openedParts } from './opened.ts';
import { openRedis, openRegistry } from './parts.ts';
import type { LoggerOf } from './serve-subgraph.ts';
import { startSimulatedWorker } from './simulated-worker.ts';
import type { Served } from './until-told.ts';

/** Of the 25 s that a process has for its end. */
const DRAIN_SECONDS = 18;

/** The gateway in a process of its own, before subgraphs in theirs. */
export async function serveGateway(environment: Environment, loggerOf: LoggerOf): Promise<Served> {
  const settings = readProcessSettings({ ...gatewayProcess, ...gatewayEnvironment }, environment);
  const logger = loggerOf(settings.LOG_LEVEL);
  const opened = openedParts(logger);
  try {
    const redis = openRedis(settings.REDIS_URL, 'gateway', opened, logger);
    const registry = openRegistry();
    const passports = passportIssuer({ privateKey: settings.PASSPORT_PRIVATE_KEY });
    const connections = new Map(
      subgraphNames.map(name => {
        const { SUBGRAPH_TIMEOUT: timeout, SUBGRAPH_CONNECTIONS } = settings;
        return [name, httpConnection({ name, urls: urlsOf(settings, name), timeout, connections: SUBGRAPH_CONNECTIONS, logger })];
      }),
    );
    for (const connection of connections.values()) opened.add(() => connection.close());
    const pages = new Map([
      ['/provider/', proxyPages({ urls: urlsOf(settings, 'payments'), logger })],
      ['/carriers/', proxyPages({ urls: urlsOf(settings, 'shipments'), logger })],
    ]);
    for (const proxy of pages.values()) opened.add(() => proxy.close());
    const gateway = await openGateway(
      {
        ...{ settings, connections, passports, redis, registry, logger },
        ...{ issuer: settings.ISSUER_URL, issuerInside: settings.ISSUER_INTERNAL_URL },
        handlers: new Map([...pages].map(([path, { listener }]) => [path, listener])),
      },
      opened,
    );
    opened.add(() => gateway.close({ drainSeconds: DRAIN_SECONDS }));
    const internalUrl = await listening('INTERNAL_PORT', settings.INTERNAL_PORT, port => gateway.listenInternal(port));
    const url = await listening('PORT', settings.PORT, port => gateway.listen(port));
    if (settings.FULFILLMENT === 'auto') opened.add(startSimulatedWorker({ connections, passports, redis, logger }).stop);
    logger.info({ url, internalUrl }, 'open');
    return { stop: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
