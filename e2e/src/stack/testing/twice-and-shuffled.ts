import { setTimeout as passing } from 'node:timers/promises';
import type { IHeaders, Message } from 'kafkajs';
import { partitionsOf, stranger, toPartition } from './kafka.ts';

/** A foreign producer that publishes every record of some topics once more. */
export interface Republishing {
  /** Copies published so far. */
  copies(): number;
  /** Takes nothing more, and resolves when all that was taken is published. */
  stop(): Promise<void>;
}

export interface RepublishingOptions {
  readonly brokers: readonly string[];
  readonly topics: readonly string[];
  /** Between 0 and 1; decides delays and places, and with them the order. */
  readonly random: () => number;
}

/** A copy is published at most so many milliseconds after the record was seen. */
const LONGEST_DELAY = 3_000;

/**
 * Publishes a copy of each new record of these topics, after a random delay and so in random order: half of them where the record lies, the
 * others in any partition, whose consumers may come to the copy before the record.
 */
export async function republish({ brokers, topics, random }: RepublishingOptions): Promise<Republishing> {
  const producer = stranger(brokers).producer(toPartition);
  const consumer = stranger(brokers).consumer({ groupId: `stranger-${Date.now()}`, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
  const partitions = await partitionsOf(brokers, topics);
  const seen = new Set<string>();
  const underWay = new Set<Promise<void>>();
  let copies = 0;

  async function copy(topic: string, partition: number, message: Message): Promise<void> {
    const anywhere = Math.floor(random() * (partitions.get(topic)?.length ?? 1));
    const place = random() < 0.5 ? partition : anywhere;
    await passing(random() * LONGEST_DELAY);
    await producer.send({ topic, messages: [{ ...message, partition: place }] });
    copies += 1;
  }

  await Promise.all([producer.connect(), consumer.connect()]);
  const joined = new Promise<void>(resolve => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
  await consumer.subscribe({ topics: [...topics], fromBeginning: false });
  await consumer.run({
    async eachMessage({ topic, partition, message: { key, value, headers } }) {
      // copies come by here too
      const identity = `${topic} ${String(headers?.ce_id)}`;
      if (seen.has(identity)) return;
      seen.add(identity);
      const copying = copy(topic, partition, { key, value, headers: headers as IHeaders }).finally(() => underWay.delete(copying));
      underWay.add(copying);
    },
  });
  await joined;
  return {
    copies: () => copies,
    async stop() {
      await consumer.disconnect();
      await Promise.all(underWay);
      await producer.disconnect();
    },
  };
}
