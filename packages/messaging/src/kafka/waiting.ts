import type { Admin } from 'kafkajs';
import type { Logger } from 'pino';
import { createQuestions } from './admin.ts';
import { kafkaClient } from './client.ts';
import { groupIdOf } from './follow.ts';
import { createTopicIds } from './topic-ids.ts';

export interface WaitingOptions {
  readonly brokers: readonly string[];
  readonly logger: Logger;
  /** Which topics each consumer follows. */
  readonly consumers: Readonly<Record<string, readonly string[]>>;
  /** What came later is not asked for. */
  readonly before: Date;
}

/** Events of one partition, published before then, that a consumer has not consumed, or none behind one that it has not. */
export interface WaitingOnKafka {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly events: number;
}

/** Asks the brokers, and no consumer, what waits for whom. Topics that do not exist hold nothing. */
export async function waitingOnKafka({ brokers, logger, consumers, before }: WaitingOptions): Promise<readonly WaitingOnKafka[]> {
  const address = { brokers, clientId: 'micromart-waiting', logger };
  const kafka = kafkaClient(address);
  const questions = createQuestions(kafka);
  const topicIds = createTopicIds(kafka, address);
  try {
    const found: WaitingOnKafka[] = [];
    for (const topic of new Set(Object.values(consumers).flat())) {
      const id = await topicIds.of(topic);
      if (id === undefined) continue;
      const followers = Object.keys(consumers).filter(consumer => consumers[consumer]?.includes(topic));
      found.push(...(await questions.ask(admin => waitingIn(admin, topic, id, followers, before))));
    }
    return found;
  } finally {
    await Promise.all([questions.close(), topicIds.close()]);
  }
}

async function waitingIn(admin: Admin, topic: string, id: string, consumers: readonly string[], before: Date): Promise<readonly WaitingOnKafka[]> {
  const [ends, kept] = await Promise.all([admin.fetchTopicOffsetsByTimestamp(topic, before.getTime()), admin.fetchTopicOffsets(topic)]);
  const oldest = new Map(kept.map(({ partition, low }) => [partition, Number(low)]));
  const waiting = await Promise.all(
    consumers.map(async consumer => {
      const groups = await admin.fetchOffsets({ groupId: groupIdOf(consumer, topic, id), topics: [topic] });
      const committed = new Map(groups.flatMap(({ partitions }) => partitions).map(({ partition, offset }) => [partition, Number(offset)]));
      return ends.map(({ partition, offset }) => {
        const from = Math.max(oldest.get(partition) ?? 0, committed.get(partition) ?? 0);
        return { consumer, topic, partition, events: Number(offset) - from };
      });
    }),
  );
  return waiting.flat().filter(({ events }) => events > 0);
}
