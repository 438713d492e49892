import type { Bus, BusConsumer } from '../bus.ts';
import { WorldFault } from '../faults.ts';
import { createQuestions } from './admin.ts';
import { type KafkaAddress, kafkaClient } from './client.ts';
import { followTopic, groupIdOf } from './follow.ts';
import { lagOf } from './lag.ts';
import { createPublisher } from './publish.ts';
import { createTopicIds } from './topic-ids.ts';

export interface KafkaBusOptions extends KafkaAddress {
  /** A consumer cannot go on, and waiting does not help: the process should end. Left out, the error is thrown, and ends it. */
  readonly onFatal?: (error: Error) => void;
}

/** The bus on Kafka. The order of a subject is kept by its partition; side by side are the subjects of each. */
export function kafkaBus(options: KafkaBusOptions): Bus {
  const { logger, onFatal = rethrow } = options;
  const kafka = kafkaClient(options);
  const topicIds = createTopicIds(kafka, options);
  const publisher = createPublisher(kafka);
  const questions = createQuestions(kafka);
  const consumers = new Set<BusConsumer>();

  async function topicId(topic: string): Promise<string> {
    const id = await topicIds.of(topic);
    if (id === undefined) throw new WorldFault(`Kafka has no topic ${topic} yet: npm run topics makes it`);
    return id;
  }

  return {
    publish: publisher.publish,
    async subscribe(subscription) {
      const followers = subscription.topics.map(topic => followTopic({ ...subscription, topic, address: options, topicIds, logger, onFatal }));
      const consumer: BusConsumer = {
        async stop() {
          consumers.delete(consumer);
          await Promise.all(followers.map(follower => follower.stop()));
        },
      };
      consumers.add(consumer);
      return consumer;
    },
    async lag(group, topics) {
      const lags = await questions.ask(admin =>
        Promise.all(topics.map(async topic => [topic, await lagOf(admin, groupIdOf(group, topic, await topicId(topic)), topic)] as const)),
      );
      return Object.fromEntries(lags);
    },
    memory: topicId,
    async close() {
      await Promise.all([...consumers].map(consumer => consumer.stop()));
      await Promise.all([publisher.close(), topicIds.close(), questions.close()]);
    },
  };
}

function rethrow(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}
