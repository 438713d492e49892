import type { Kafka } from 'kafkajs';
import Connection from 'kafkajs/src/network/connection.js';
import { CONNECTION_TIMEOUT, type KafkaAddress, REQUEST_TIMEOUT, socketFactoryOf } from './client.ts';
import { metadataRequest, metadataResponse } from './metadata-request.ts';

/** Asks which topics there are, by the ids that tell a topic from an earlier one of the same name. */
export interface TopicIds {
  /** The id of a topic; undefined when there is none of this name. Rejects when no broker answers. */
  of(topic: string): Promise<string | undefined>;
  close(): Promise<void>;
}

export function createTopicIds(kafka: Kafka, address: KafkaAddress): TopicIds {
  let connection: Connection | undefined;
  let next = 0;
  let asking: { readonly topics: Set<string>; readonly answer: Promise<ReadonlyMap<string, string>> } | undefined;

  async function connected(): Promise<Connection> {
    if (connection?.isConnected() === true) return connection;
    // one broker after the other: the last one may be away
    const [host = '', port = ''] = (address.brokers[(next += 1) % address.brokers.length] ?? '').split(/:(?=\d+$)/);
    const opened = new Connection({
      host,
      port: Number(port),
      clientId: address.clientId,
      logger: kafka.logger(),
      socketFactory: socketFactoryOf(address),
      connectionTimeout: CONNECTION_TIMEOUT,
      requestTimeout: REQUEST_TIMEOUT,
    });
    await opened.connect();
    connection = opened;
    return opened;
  }

  async function ask(topics: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    // a turn of the event loop later, so that who asks at the same time asks with the same request
    await new Promise(resolve => setImmediate(resolve));
    asking = undefined;
    const asked = await connected();
    try {
      const found = await asked.send({ request: metadataRequest([...topics]), response: metadataResponse });
      return new Map(found.map(({ name, id }) => [name, id]));
    } catch (error) {
      // it may have fallen silent without an end
      if (connection === asked) connection = undefined;
      void asked.disconnect().catch(() => undefined);
      throw error;
    }
  }

  return {
    async of(topic) {
      if (asking === undefined) {
        const topics = new Set<string>();
        asking = { topics, answer: ask(topics) };
      }
      const { topics, answer } = asking;
      topics.add(topic);
      return (await answer).get(topic);
    },
    async close() {
      await connection?.disconnect();
      connection = undefined;
    },
  };
}
