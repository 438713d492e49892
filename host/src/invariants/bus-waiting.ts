import { cartsListeners } from '@micromart/carts';
import { eventNamed, publishers, topicOf } from '@micromart/events';
import { groupsOf, streamsOf, waitingOnKafka } from '@micromart/messaging';
import { createLogger } from '@micromart/service';
import type { Redis } from 'ioredis';
import { consumers } from './consumers.ts';

/** Events of one stream or partition that a consumer has not consumed, though it may have begun. */
export interface WaitingOnBus {
  readonly consumer: string;
  /** The stream or partition. */
  readonly where: string;
  readonly says: string;
}

/** What carries the events: Kafka where there are brokers, the streams of Redis elsewhere. */
export interface BusInUse {
  readonly redis: Redis;
  readonly brokers?: readonly string[] | undefined;
}

const topicsOf = (types: readonly string[]): readonly string[] => {
  const publishing = types.map(type => eventNamed(type)?.publisher).filter(publisher => publisher !== undefined);
  return [...new Set(publishing)].map(topicOf);
};

/** What waits on the bus since before a moment, for each consumer and each part of what it follows. */
export const waitingOnBus = ({ redis, brokers }: BusInUse, before: Date): Promise<readonly WaitingOnBus[]> =>
  brokers === undefined ? waitingOnStreams(redis, before) : waitingOnPartitions(brokers, before);

async function waitingOnPartitions(brokers: readonly string[], before: Date): Promise<readonly WaitingOnBus[]> {
  const listening = { ...consumers, carts: Object.keys(cartsListeners) };
  const followed = Object.fromEntries(Object.entries(listening).map(([consumer, types]) => [consumer, topicsOf(types)]));
  const waiting = await waitingOnKafka({ brokers, consumers: followed, before, logger: createLogger({ level: 'silent', name: 'invariants' }) });
  return waiting.map(({ consumer, topic, partition, events }) => ({
    consumer,
    where: `${topic}:${partition}`,
    says: `${events} events wait since before ${before.toISOString()}`,
  }));
}

async function waitingOnStreams(redis: Redis, before: Date): Promise<readonly WaitingOnBus[]> {
  const found = await Promise.all(
    publishers
      .map(topicOf)
      .flatMap(streamsOf)
      .map(stream => waitingIn(redis, stream)),
  );
  return found
    .flat()
    .filter(({ since }) => since < before)
    .map(({ consumer, stream, since }) => ({ consumer, where: stream, says: `an event waits since ${since.toISOString()}` }));
}

interface WaitingOnStream {
  readonly consumer: string;
  readonly stream: string;
  /** Since when the oldest of them is on the bus. */
  readonly since: Date;
}

async function waitingIn(redis: Redis, stream: string): Promise<readonly WaitingOnStream[]> {
  const groups = await groupsOf(redis, stream);
  const waiting = await Promise.all(
    groups.map(async ({ name, pending, lastDelivered }): Promise<readonly WaitingOnStream[]> => {
      const begun = pending === 0 ? null : ((await redis.xpending(stream, name)) as [number, string | null])[1];
      const [undelivered] = await redis.xrange(stream, `(${lastDelivered}`, '+', 'COUNT', 1);
      const oldest = begun ?? undelivered?.[0];
      return oldest === undefined ? [] : [{ consumer: name, stream, since: new Date(Number(oldest.split('-')[0])) }];
    }),
  );
  return waiting.flat();
}
