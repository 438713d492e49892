import { randomUUID } from 'node:crypto';
import type { Redis, RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import type { Bus, BusConsumer } from '../bus.ts';
import { leaveDemoted } from '../demoted-redis.ts';
import { briefly } from '../faults.ts';
import { consumeStreams } from './consumer.ts';
import { memoryKeyOf, partitionOf, streamOf, streamsOf } from './keys.ts';
import { encode } from './transport.ts';
import { groupsOf, type Keeping, trimStreams } from './trim.ts';

export interface RedisStreamsOptions {
  /** Where to connect to; the bus makes connections of its own: one for itself and one for each subscription. */
  readonly redis: Redis;
  readonly logger: Logger;
  readonly keeping?: Keeping;
  /** Milliseconds between two rounds in which the streams of all topics are trimmed. */
  readonly trimEvery?: number;
  readonly random?: () => number;
}

const KEEPING: Keeping = { consumed: 15 * 60_000, consumedEntries: 2_000, unconsumed: 7 * 24 * 3_600_000 };
const TRIM_EVERY = 30_000;

/**
 * Who calls decides what is sent again: a command that was under way when the connection broke fails at once. (With any other number than 0
 * and without resending, ioredis leaves such a command without an answer for ever.)
 */
const CONNECTION: Partial<RedisOptions> = {
  protocol: 2,
  lazyConnect: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  keepAlive: 5_000,
  socketTimeout: 10_000,
  reconnectOnError: leaveDemoted,
  retryStrategy: times => Math.min(times * 100, 1_000),
};

/** The bus on Redis Streams. The order of a subject is kept by leases: of each stream one consumer of a group reads at a time. */
export function redisStreamsBus(options: RedisStreamsOptions): Bus {
  const { redis, logger, keeping = KEEPING, trimEvery = TRIM_EVERY, random = Math.random } = options;
  const consumers = new Set<BusConsumer>();
  const connections: Redis[] = [];
  const connect = (connectionName: string): Redis => {
    const connection = redis.duplicate({ ...CONNECTION, connectionName });
    connection.on('error', (error: unknown) => logger.debug({ error: briefly(error) }, 'the bus has no connection'));
    connections.push(connection);
    return connection;
  };
  const own = connect('micromart-bus');
  const trimming = setInterval(() => {
    trimStreams(own, keeping, trimEvery, Date.now()).catch((error: unknown) => logger.warn({ error: briefly(error) }, 'streams were not trimmed'));
  }, trimEvery);
  trimming.unref();

  return {
    async publish(topic, events) {
      if (events.length === 0) return;
      // All or nothing, so that no event is stored after one of its subject that was refused.
      const all = own.multi();
      for (const event of events) all.xadd(streamOf(topic, partitionOf(event.subject)), '*', ...encode(event));
      for (const [error] of (await all.exec()) ?? []) if (error !== null) throw error;
    },
    async subscribe(subscription) {
      const reader = connect(`micromart-bus-${subscription.group}`);
      const consumer = await consumeStreams({ ...subscription, redis: own, reader, logger, random });
      consumers.add(consumer);
      return consumer;
    },
    async lag(group, topics) {
      const lags = await Promise.all(topics.map(async topic => [topic, await lagOf(own, group, topic)] as const));
      return Object.fromEntries(lags);
    },
    async memory(topic) {
      const key = memoryKeyOf(topic);
      const known = await own.get(key);
      if (known !== null) return known;
      await own.set(key, randomUUID(), 'NX');
      return (await own.get(key)) ?? '';
    },
    async close() {
      clearInterval(trimming);
      await Promise.all([...consumers].map(consumer => consumer.stop()));
      for (const connection of connections) if (connection.status !== 'end') connection.disconnect();
    },
  };
}

async function lagOf(redis: Redis, group: string, topic: string): Promise<number> {
  const lags = await Promise.all(
    streamsOf(topic).map(async stream => {
      const state = (await groupsOf(redis, stream)).find(({ name }) => name === group);
      return state?.lag === undefined ? redis.xlen(stream) : state.lag + state.pending;
    }),
  );
  return lags.reduce((sum, lag) => sum + lag, 0);
}
