import { type Publisher, topicOf } from '@micromart/events';
import { groupsOf, streamsOf } from '@micromart/messaging';
import type { Redis } from 'ioredis';

/** Events of one stream that a consumer has not consumed, though it may have begun. */
export interface WaitingOnBus {
  readonly consumer: string;
  readonly topic: string;
  readonly stream: string;
  /** Since when the oldest of them is on the bus. */
  readonly since: Date;
}

const publishers: readonly Publisher[] = ['users', 'shop', 'warehouse', 'orders', 'payments', 'shipments', 'notifications'];

/** What waits on the bus, for each stream and each consumer that follows it. */
export async function waitingOnBus(redis: Redis): Promise<readonly WaitingOnBus[]> {
  const streams = publishers.map(topicOf).flatMap(topic => streamsOf(topic).map(stream => ({ topic, stream })));
  const found = await Promise.all(streams.map(({ topic, stream }) => waitingIn(redis, topic, stream)));
  return found.flat();
}

async function waitingIn(redis: Redis, topic: string, stream: string): Promise<readonly WaitingOnBus[]> {
  const groups = await groupsOf(redis, stream);
  const waiting = await Promise.all(
    groups.map(async ({ name, pending, lastDelivered }): Promise<readonly WaitingOnBus[]> => {
      const begun = pending === 0 ? null : ((await redis.xpending(stream, name)) as [number, string | null])[1];
      const [undelivered] = await redis.xrange(stream, `(${lastDelivered}`, '+', 'COUNT', 1);
      const oldest = begun ?? undelivered?.[0];
      return oldest === undefined ? [] : [{ consumer: name, topic, stream, since: new Date(Number(oldest.split('-')[0])) }];
    }),
  );
  return waiting.flat();
}
