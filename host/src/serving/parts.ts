import type { OrderTokens } from '@micromart/auth';
import { type Bus, createWakeUps, kafkaBus, leaveDemoted, redisStreamsBus } from '@micromart/messaging';
import { type AskShop, type Environment, type Logger, newId, type Parts } from '@micromart/service';
import { Redis } from 'ioredis';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Opened } from './opened.ts';

/** The metrics of a process, those of Node itself among them. */
export function openRegistry(): Registry {
  const registry = new Registry();
  // a look every 10 ms, as it is by default, would be a tenth of what an idle process costs; nodejs_eventloop_lag_min to _p99 count from these 100 ms
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 });
  return registry;
}

/** Milliseconds without an answer after which a connection to Redis is given up: a host that vanishes closes none, and TCP waits a quarter of an hour. */
const SILENCE = 10_000;

/** @param name of the process: what Redis shows of its connections. */
export function openRedis(url: string, name: string, opened: Opened, logger: Logger, silence = SILENCE): Redis {
  const redis = new Redis(url, {
    connectionName: name,
    maxRetriesPerRequest: 2,
    socketTimeout: silence,
    keepAlive: 5_000,
    reconnectOnError: leaveDemoted,
  });
  redis.on('error', (error: unknown) => logger.debug({ err: error }, 'Redis has no connection'));
  opened.add(() => redis.disconnect());
  return redis;
}

export interface SubgraphPartsOptions {
  readonly logger: Logger;
  readonly environment: Environment;
  readonly registry: Registry;
  readonly redis: Redis;
  readonly orderTokens: OrderTokens;
  readonly ask: AskShop;
  readonly bus: Bus;
}

/** Kafka where there are brokers, Redis Streams elsewhere. @param clientId names the process to Kafka. */
export const busOf = (redis: Redis, brokers: readonly string[] | undefined, clientId: string, logger: Logger): Bus =>
  brokers === undefined ? redisStreamsBus({ redis, logger }) : kafkaBus({ brokers, clientId, logger });

/** What a process gives to each subgraph that it hosts. */
export function openSubgraphParts(options: SubgraphPartsOptions, opened: Opened): Omit<Parts, 'databaseUrl'> {
  const { redis, logger, bus } = options;
  opened.add(() => bus.close());
  const wakeUps = createWakeUps(redis, logger);
  opened.add(() => wakeUps.close());
  return { ...options, wakeUps, clock: () => new Date(), newId };
}
