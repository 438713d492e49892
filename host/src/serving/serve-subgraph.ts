import { type OrderTokens, orderTokens, passportReader } from '@micromart/auth';
import { createSubgraphServer, type Environment, hostSubgraph, httpAskShop, type Logger, type SubgraphName } from '@micromart/service';
import { namedDatabase } from '../settings/databases.ts';
import { databasesOf, readSubgraphProcess } from '../settings/processes.ts';
import { listening } from './listening.ts';
import { openedParts } from './opened.ts';
import { busOf, openRedis, openRegistry, openSubgraphParts } from './parts.ts';
import { untilMigrated } from './schemas.ts';
import { loadSubgraph } from './subgraphs.ts';
import type { Served } from './until-told.ts';

/** Of the 25 s that a process has for its end, those for requests; the rest is for events and tasks under way. */
const DRAIN_SECONDS = 15;

/** For a subgraph that never looks at an order's access token, and whose process does not have the secret. */
const noOrderTokens: OrderTokens = {
  tokenOf() {
    throw new Error('this process has no secret for the access tokens of orders');
  },
  allows: () => false,
};

/** One subgraph, and the outsider that it calls, in a process of its own. */
export async function serveSubgraph(name: SubgraphName, environment: Environment, loggerOf: LoggerOf, signal: AbortSignal): Promise<Served> {
  const loaded = await loadSubgraph(name);
  const settings = readSubgraphProcess(name, loaded.settings, environment);
  const logger = loggerOf(settings.LOG_LEVEL);
  const databaseUrlOf = (owner: Parameters<typeof namedDatabase>[1]): string => namedDatabase(settings, owner) ?? '';
  const opened = openedParts(logger);
  try {
    await Promise.all(databasesOf(name).map(owner => untilMigrated(owner, databaseUrlOf(owner), logger, signal)));
    const redis = openRedis(settings.REDIS_URL, name, opened, logger);
    const registry = openRegistry();
    const shop = httpAskShop({ urls: settings.GATEWAY_INTERNAL_URL ?? [], logger });
    opened.add(shop.close);
    const { ORDER_TOKEN_SECRET: secret } = settings;
    const tokens = secret === undefined ? noOrderTokens : orderTokens(secret);
    const bus = busOf(redis, settings.KAFKA_BROKERS, `micromart-${name}`, logger);
    const parts = openSubgraphParts({ bus, logger, environment, registry, redis, orderTokens: tokens, ask: shop.ask }, opened);
    const { subgraph, outsider } = loaded.make(owner => ({
      databaseUrl: databaseUrlOf(owner),
      publicUrl: settings.PUBLIC_URL ?? '',
      fulfillment: settings.FULFILLMENT ?? 'manual',
      logger,
    }));
    if (outsider !== undefined) opened.add(outsider.stop);
    const databaseUrl = name === 'carts' ? '' : databaseUrlOf(name);
    const running = await hostSubgraph(subgraph, { ...parts, databaseUrl }, passportReader({ publicKeys: settings.PASSPORT_PUBLIC_KEYS }));
    opened.add(() => running.stop());
    const server = createSubgraphServer({ subgraph: running, registry, logger, ...(outsider === undefined ? {} : { pages: outsider.pages }) });
    opened.add(() => Promise.all([server.close({ drainSeconds: DRAIN_SECONDS }), running.quiesce()]));
    const url = await listening('PORT', settings.PORT, port => server.listen(port));
    await running.start();
    await outsider?.start(running.app);
    logger.info({ url }, 'open');
    return { stop: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

export type LoggerOf = (level: string) => Logger;
