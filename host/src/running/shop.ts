import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { orderTokens, type PassportIssuer, passportIssuer, passportReader, publicPassportKey, tokenChecker } from '@micromart/auth';
import { createGateway, gatewayEnvironment } from '@micromart/gateway';
import { claimPort } from '@micromart/local';
import { createWakeUps, redisStreamsBus } from '@micromart/messaging';
import {
  type AskShop,
  createLogger,
  type Environment,
  hostSubgraph,
  type Logger,
  newId,
  type Parts,
  readSettings,
  type RunningSubgraph,
  type SubgraphName,
} from '@micromart/service';
import { Redis } from 'ioredis';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { type HostSettings, readHostSettings } from '../settings.ts';
import { migrateDatabases } from './databases.ts';
import { type Infrastructure, openInfrastructure } from './infrastructure.ts';
import { greetingNewcomers } from './newcomers.ts';
import { openOutsiders, type Outsiders } from './outsiders.ts';
import { openSecrets } from './secrets.ts';
import type { Steps } from './steps.ts';
import { hearOutsiders, subgraphsOf } from './subgraphs.ts';

/** What the host itself may ask, before and after the door is open. */
export type Inside = Pick<Shop, 'subgraphs' | 'passports' | 'infrastructure'>;

/** A whole shop in this process. */
export interface Shop {
  /** Of the gateway: `http://localhost:8080`. */
  readonly url: string;
  readonly issuer: string;
  readonly infrastructure: Infrastructure;
  readonly outsiders: Outsiders;
  readonly subgraphs: ReadonlyMap<SubgraphName, RunningSubgraph>;
  /** For what the host itself asks of subgraphs. */
  readonly passports: PassportIssuer;
  readonly settings: HostSettings;
  readonly logger: Logger;
  /** Takes nothing new, lets what is under way end, and stops every server that was started for it. */
  stop(): Promise<void>;
}

const supergraph = new URL('../../../schema/supergraph.graphql', import.meta.url);
const FIRST_QUERY = `{
  products(first: 3, query: "rain jaket") {
    totalCount
    edges { node { name priceRange { min { amount currencyCode } } inStock } }
  }
}
`;

/**
 * Opens what a shop stands on, migrates, and serves gateway and subgraphs without HTTP between them.
 * @param prepare fills the shop before its door opens: who finds it ready finds something in it.
 */
export async function startShop(given: Environment, steps: Steps, prepare?: (shop: Inside) => Promise<void>): Promise<Shop> {
  const settings = readHostSettings(given);
  // local data are in one folder, wherever that is
  const environment: Environment = { MAIL_DIRECTORY: path.join(settings.MICROMART_DATA, 'mail'), ...given };
  const gatewaySettings = readSettings(gatewayEnvironment, environment);
  const logger = createLogger({ level: settings.LOG_LEVEL, name: 'micromart' });
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).toReversed())
      await close().catch((error: unknown) => logger.error({ err: error }, 'a part did not stop cleanly'));
  };
  // said before servers are started for nothing
  await claimPort(settings.GATEWAY_PORT, 'the gateway', 'GATEWAY_PORT');
  try {
    const infrastructure = await openInfrastructure(settings, steps, logger);
    closing.push(infrastructure.stop);
    await steps.take('migrations', () => migrateDatabases(infrastructure));
    const shop = await steps.take('gateway and subgraphs', async () => {
      const secrets = await openSecrets(settings);
      const redis = new Redis(infrastructure.redisUrl, { connectionName: 'micromart', maxRetriesPerRequest: 2 });
      redis.on('error', (error: unknown) => logger.debug({ err: error }, 'Redis has no connection'));
      closing.push(async () => redis.disconnect());
      const registry = new Registry();
      collectDefaultMetrics({ register: registry });
      const publicUrl = settings.PUBLIC_URL ?? `http://localhost:${settings.GATEWAY_PORT}`;
      const outsiders = openOutsiders(infrastructure, settings, publicUrl, logger);
      closing.push(outsiders.stop);

      const bus = redisStreamsBus({ redis, logger });
      const wakeUps = createWakeUps(redis, logger);
      closing.push(
        () => bus.close(),
        () => wakeUps.close(),
      );
      const passports = passportIssuer({ privateKey: secrets.passportPrivateKey });
      const reader = passportReader({ publicKeys: [publicPassportKey(secrets.passportPrivateKey), ...(settings.PASSPORT_PUBLIC_KEYS ?? [])] });
      const later: { ask?: AskShop } = {};
      const parts: Omit<Parts, 'databaseUrl'> = {
        logger,
        environment,
        registry,
        redis,
        bus,
        wakeUps,
        clock: () => new Date(),
        newId,
        orderTokens: orderTokens(secrets.orderTokenSecret),
        ask: request => (later.ask === undefined ? Promise.reject(new Error('the gateway is not open yet')) : later.ask(request)),
      };
      const subgraphs = new Map<SubgraphName, RunningSubgraph>();
      for (const subgraph of subgraphsOf(outsiders)) {
        const running = await hostSubgraph(subgraph, { ...parts, databaseUrl: infrastructure.databaseUrl(subgraph.name) }, reader);
        closing.push(() => running.stop());
        subgraphs.set(subgraph.name, running);
      }

      const checker = tokenChecker({
        issuer: infrastructure.issuer,
        onFault: error => logger.warn({ err: error }, 'the keys of the identity server could not be read'),
      });
      const users = subgraphs.get('users');
      if (users === undefined) throw new Error('there is no subgraph users');
      const tokens = greetingNewcomers(checker, users.connection, passports, logger);
      closing.push(async () => tokens.close());
      const gateway = await createGateway({
        settings: gatewaySettings,
        supergraphSdl: await readFile(supergraph, 'utf8'),
        connections: new Map([...subgraphs].map(([name, { connection }]) => [name, connection])),
        tokens,
        passports,
        redis,
        registry,
        logger,
        handlers: outsiders.pages,
        readiness: Object.fromEntries([...subgraphs].map(([name, running]) => [name, running.ready])),
        firstQuery: FIRST_QUERY,
      });
      later.ask = gateway.internalQuery;
      await Promise.all([...subgraphs.values()].map(subgraph => subgraph.start()));
      await outsiders.start(hearOutsiders(subgraphs));
      closing.push(() => gateway.close());
      return { gateway, infrastructure, outsiders, subgraphs, passports };
    });
    if (prepare !== undefined) await steps.take('seed', () => prepare(shop));
    const url = (await shop.gateway.listen(settings.GATEWAY_PORT)).replace('0.0.0.0', 'localhost');
    const { issuer } = infrastructure;
    return { ...shop, url, issuer, settings, logger, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
