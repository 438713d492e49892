import { connect as connectSocket } from 'node:net';
import { publishers, topicOf } from '@micromart/events';
import { cuttableProxy, testKafka } from '@micromart/local/testing';
import { pino } from 'pino';
import { kafkaBus } from '../kafka/bus.ts';
import { kafkaClient } from '../kafka/client.ts';
import { createTopics } from '../kafka/topics.ts';
import type { BusUnderTest } from './bus-conformance.ts';

const logger = pino({ level: 'silent' });

/** Kafka with topics made anew. */
export async function kafkaUnderTest(): Promise<BusUnderTest> {
  const brokers = [await testKafka()];
  const admin = kafkaClient({ brokers, clientId: 'test', logger }).admin();
  const proxies: { close(): Promise<void> }[] = [];
  await admin.connect();

  async function makeTopicsAnew(): Promise<void> {
    const there = await admin.listTopics();
    const topics = publishers.map(topicOf).filter(topic => there.includes(topic));
    if (topics.length > 0) await admin.deleteTopics({ topics });
    await createTopics({ brokers, partitions: 12, retentionDays: 7, replicationFactor: 1 });
  }

  await makeTopicsAnew();
  return {
    connect: async () => kafkaBus({ brokers, clientId: 'test', logger }),
    async connectCuttable() {
      const proxy = await cuttableProxy(`kafka://${brokers[0]}`);
      proxies.push(proxy);
      const { hostname: host, port } = new URL(proxy.url);
      // the broker tells its own address, whichever way it is asked
      const bus = kafkaBus({
        brokers,
        clientId: 'test',
        logger,
        socketFactory: ({ onConnect }) => connectSocket({ host, port: Number(port), noDelay: true }, onConnect),
      });
      return { bus, cut: proxy.cut, restore: proxy.restore, freeze: proxy.freeze };
    },
    forget: makeTopicsAnew,
    async stop() {
      await admin.disconnect();
      for (const proxy of proxies) await proxy.close();
    },
  };
}
