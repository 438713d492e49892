import path from 'node:path';
import { orderTokens, type PassportIssuer, passportIssuer, passportReader, publicPassportKey } from '@micromart/auth';
import { type Gateway, gatewayEnvironment } from '@micromart/gateway';
import { claimPort } from '@micromart/local';
import {
  type AskShop,
  type Connection,
  createLogger,
  type Environment,
  hostSubgraph,
  readSettings,
  type RunningSubgraph,
  type SubgraphName,
  subgraphNames,
} from '@micromart/service';
import { openGateway } from '../serving/gateway.ts';
import { type Opened, openedParts } from '../serving/opened.ts';
import type { Outsider } from '../serving/outsider.ts';
import { busOf, openRedis, openRegistry, openSubgraphParts } from '../serving/parts.ts';
import { startSimulatedWorker } from '../serving/simulated-worker.ts';
import { loadSubgraph } from '../serving/subgraphs.ts';
import { type HostSettings, readHostSettings } from '../settings.ts';
import { claimData } from './address-book.ts';
import { migrateDatabases } from './databases.ts';
import { type Infrastructure, openInfrastructure } from './infrastructure.ts';
import { openSecrets, type Secrets } from './secrets.ts';
import type { Steps } from './steps.ts';

/** What may be asked of a shop from inside, before and after the door is open. */
export interface Inside {
  readonly connections: ReadonlyMap<SubgraphName, Connection>;
  readonly passports: PassportIssuer;
}

/** A whole shop in this process. */
export interface Shop {
  /** Of the gateway: `http://localhost:8080`. */
  readonly url: string;
  readonly issuer: string;
  readonly infrastructure: Infrastructure;
  readonly inside: Inside;
  readonly settings: HostSettings;
  /** Takes nothing new, lets what is under way end, and stops every server that was started for it. */
  stop(): Promise<void>;
}

interface OpenShop {
  readonly gateway: Gateway;
  readonly inside: Inside;
}

/**
 * Opens what a shop stands on, migrates, and serves gateway and subgraphs without HTTP between them.
 * @param prepare fills the shop before its door opens: who finds it ready finds something in it.
 * @throws SetupError when another shop has the local data, or what people can mend is in the way.
 */
export async function startShop(given: Environment, steps: Steps, prepare?: (inside: Inside) => Promise<unknown>): Promise<Shop> {
  const wanted = readHostSettings(given);
  const logger = createLogger({ level: wanted.LOG_LEVEL, name: 'micromart' });
  const opened = openedParts(logger);
  try {
    const claim = await claimData(wanted);
    opened.add(() => claim.release());
    // a taken port is said before servers are started for nothing, and a free one is known before links with it are made
    const settings = { ...wanted, GATEWAY_PORT: await claimPort(wanted.GATEWAY_PORT, 'the gateway', 'GATEWAY_PORT') };
    const secrets = await openSecrets(settings);
    const infrastructure = await openInfrastructure(settings, secrets, steps, logger);
    opened.add(infrastructure.stop);
    await steps.take('migrations', () => migrateDatabases(infrastructure.databaseUrl));
    const { gateway, inside } = await steps.take('gateway and subgraphs', () => open(settings, secrets, given, infrastructure, opened));
    if (prepare !== undefined) await steps.take('seed', () => prepare(inside));
    const url = (await gateway.listen(settings.GATEWAY_PORT)).replace('0.0.0.0', 'localhost');
    return { url, issuer: infrastructure.issuer, infrastructure, inside, settings, stop: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function open(settings: HostSettings, secrets: Secrets, given: Environment, infrastructure: Infrastructure, opened: Opened): Promise<OpenShop> {
  // local data are in one folder, wherever that is
  const environment: Environment = {
    MAIL_DIRECTORY: path.join(settings.MICROMART_DATA, 'mail'),
    ...given,
    ISSUER_URL: infrastructure.issuer,
    IDENTITY_ADMIN_CLIENT_SECRET: secrets.identityAdminClientSecret,
  };
  const gatewaySettings = readSettings(gatewayEnvironment, environment);
  const logger = createLogger({ level: settings.LOG_LEVEL, name: 'micromart' });
  const redis = openRedis(infrastructure.redisUrl, 'micromart', opened, logger);
  const registry = openRegistry();
  const passports = passportIssuer({ privateKey: secrets.passportPrivateKey });
  const reader = passportReader({
    publicKeys: [publicPassportKey(secrets.passportPrivateKey), ...(settings.PASSPORT_PUBLIC_KEYS ?? [])].slice(0, 2),
  });
  const later: { ask?: AskShop } = {};
  const ask: AskShop = request => (later.ask === undefined ? Promise.reject(new Error('the gateway is not open yet')) : later.ask(request));
  const bus = busOf(redis, settings.KAFKA_BROKERS, 'micromart', logger);
  const parts = openSubgraphParts({ bus, logger, environment, registry, redis, orderTokens: orderTokens(secrets.orderTokenSecret), ask }, opened);
  const publicUrl = settings.PUBLIC_URL ?? `http://localhost:${settings.GATEWAY_PORT}`;

  const running = new Map<SubgraphName, RunningSubgraph>();
  const outsiders = new Map<SubgraphName, Outsider>();
  for (const name of subgraphNames) {
    const place = (owner: 'provider' | 'carriers') => ({
      databaseUrl: infrastructure.databaseUrl(owner),
      ...{ publicUrl, fulfillment: settings.FULFILLMENT, logger },
    });
    const { subgraph, outsider } = (await loadSubgraph(name)).make(place);
    if (outsider !== undefined) {
      opened.add(outsider.stop);
      outsiders.set(name, outsider);
    }
    const hosted = await hostSubgraph(subgraph, { ...parts, databaseUrl: name === 'carts' ? '' : infrastructure.databaseUrl(name) }, reader);
    opened.add(() => hosted.stop());
    running.set(name, hosted);
  }

  const connections = new Map([...running].map(([name, { connection }]) => [name, connection]));
  const gateway = await openGateway(
    {
      ...{ settings: gatewaySettings, connections, passports, issuer: infrastructure.issuer, redis, registry, logger },
      handlers: new Map([...outsiders.values()].flatMap(({ pages }) => [...pages])),
      readiness: Object.fromEntries([...running].map(([name, { ready }]) => [name, ready])),
    },
    opened,
  );
  later.ask = gateway.internalQuery;
  await Promise.all([...running.values()].map(subgraph => subgraph.start()));
  for (const [name, outsider] of outsiders) await outsider.start(running.get(name)?.app);
  opened.add(() => gateway.close());
  if (settings.FULFILLMENT === 'auto') opened.add(startSimulatedWorker({ connections, passports, redis, logger }).stop);
  return { gateway, inside: { connections, passports } };
}
