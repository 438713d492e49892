import { generatePassportKeys, guest, orderTokens, passportIssuer, passportReader, type Viewer } from '@micromart/auth';
import { type Envelope, type EventType, type Publisher, topicOf } from '@micromart/events';
import { testDatabase, testRedis } from '@micromart/local/testing';
import { createWakeUps, redisStreamsBus } from '@micromart/messaging';
import { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import type { SubgraphRequest, SubgraphResponse } from '../connection.ts';
import { hostSubgraph } from '../host-subgraph.ts';
import { newId } from '../ids.ts';
import { createLogger } from '../logger.ts';
import type { AskShop, SomeSubgraph } from '../subgraph.ts';
import { recordEvents } from './record-events.ts';

/**
 * One subgraph in a world of its own: a database, a Redis and a bus; the test plays its neighbours and those who ask.
 * `Said`: what its events say, as far as the test looks.
 */
export interface SubgraphWorld<App, Said = unknown> {
  readonly app: App;
  readonly redis: Redis;
  readonly registry: Registry;
  readonly databaseUrl: string;
  /** Asks the subgraph's API; as a guest when no viewer is named. */
  readonly ask: Ask<Promise<SubgraphResponse>>;
  readonly follow: Ask<AsyncIterableIterator<SubgraphResponse>>;
  /** Says what neighbours say. */
  publish(...events: readonly Envelope[]): Promise<void>;
  /** What the subgraph has said of a subject so far, oldest first. */
  said<Payload = Said>(subject: string): readonly Envelope<Payload, EventType>[];
  /** The access token of an order. */
  tokenOf(orderId: string): string;
  /** Another process of the same subgraph, with connections of its own to the same servers. */
  replica(): Promise<Replica<App>>;
  close(): Promise<void>;
}

export interface Replica<App> extends Pick<SubgraphWorld<App>, 'app' | 'ask' | 'follow'> {
  stop(): Promise<void>;
}

export type Ask<Answer> = (query: string, variables?: Readonly<Record<string, unknown>>, viewer?: Partial<Viewer>, traceparent?: string) => Answer;

export interface WorldOptions {
  /** The subgraph's settings. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Answers what the subgraph asks of the whole shop. */
  readonly ask?: AskShop;
  readonly clock?: () => Date;
  /** `silent` when left out. */
  readonly logLevel?: string;
}

export async function openSubgraphWorld<App>(subgraph: SomeSubgraph<App>, options: WorldOptions = {}): Promise<SubgraphWorld<App>> {
  const { name } = subgraph;
  const [database, server] = await Promise.all([subgraph.prisma === undefined ? undefined : testDatabase(name), testRedis()]);
  const logger = createLogger({ level: options.logLevel ?? 'silent', name });
  const keys = generatePassportKeys();
  const passports = passportIssuer(keys);
  const tokens = orderTokens('a secret of at least thirty-two bytes, for tests');
  const databaseUrl = database?.url ?? '';
  const request = (...[query, variables, viewer, traceparent]: Parameters<Ask<unknown>>): SubgraphRequest => ({
    query,
    variables,
    traceparent,
    passport: passports.issue({ ...guest, ...viewer }),
  });

  async function open() {
    const redis = new Redis(server.url, { maxRetriesPerRequest: null });
    const bus = redisStreamsBus({ redis, logger });
    const wakeUps = createWakeUps(redis, logger);
    const registry = new Registry();
    const running = await hostSubgraph(
      subgraph,
      {
        logger,
        environment: options.environment ?? {},
        registry,
        redis,
        bus,
        wakeUps,
        databaseUrl,
        clock: options.clock ?? (() => new Date()),
        newId,
        orderTokens: tokens,
        ask: options.ask ?? (() => Promise.reject(new Error(`${name} asks nobody`))),
      },
      passportReader({ publicKeys: [keys.publicKey] }),
    );
    return {
      redis,
      bus,
      registry,
      start: running.start,
      app: running.app,
      ask: (...asked: Parameters<Ask<unknown>>) => running.connection.execute(request(...asked)),
      follow: (...asked: Parameters<Ask<unknown>>) => running.connection.subscribe(request(...asked)),
      async stop() {
        await running.stop();
        await wakeUps.close();
        await bus.close();
        redis.disconnect();
      },
    };
  }

  const { redis, bus, registry, start, app, ask, follow, stop } = await open();
  const heard = await recordEvents(bus, topicOf(name as Publisher));
  await start();
  return {
    app,
    redis,
    registry,
    databaseUrl,
    ask,
    follow,
    async replica() {
      const other = await open();
      await other.start();
      return { app: other.app, ask: other.ask, follow: other.follow, stop: other.stop };
    },
    async publish(...events) {
      for (const event of events) await bus.publish(topicOf(event.source.slice('/micromart/'.length) as Publisher), [event]);
    },
    said: <Payload>(subject: string) => heard.of(subject) as readonly Envelope<Payload, EventType>[],
    tokenOf: tokens.tokenOf,
    async close() {
      await heard.stop();
      await stop();
      await Promise.all([database?.drop(), server.stop()]);
    },
  };
}
