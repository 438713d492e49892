import type { Envelope } from '@micromart/events';
import { type Kafka, type Message, Partitioners, type Producer } from 'kafkajs';
import { WorldFault } from '../faults.ts';
import { sleep } from '../waiting.ts';
import { encode } from './cloud-events.ts';
import { RETRY } from './client.ts';

export interface Publisher {
  publish(topic: string, events: readonly Envelope[]): Promise<void>;
  close(): Promise<void>;
}

/** Leaders that moved, or are about to begin: kafkajs has asked anew who they are by the time it says so. */
const MOVED = new Set(['NOT_LEADER_FOR_PARTITION', 'LEADER_NOT_AVAILABLE', 'UNKNOWN_TOPIC_OR_PARTITION']);
/** Milliseconds. */
const MOVING = 5_000;
const MOVED_AGAIN = 100;

/** Bytes of values in one request: below what a broker takes in a batch by default, all of which may be of one partition. */
const CHUNK = 512 * 1024;

/**
 * Publishes without idempotence and without transactions. kafkajs repeats nothing: it would leave out what another broker had taken before
 * partitions moved. What failed is sent again as a whole and in order, here or by who publishes: some events twice, but none before one of
 * its subject that came earlier.
 */
export function createPublisher(kafka: Kafka): Publisher {
  let connected: Promise<Producer> | undefined;

  async function connect(): Promise<Producer> {
    const producer = kafka.producer({
      allowAutoTopicCreation: false,
      idempotent: false,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { ...RETRY, retries: 0 },
    });
    await producer.connect();
    return producer;
  }

  async function send(topic: string, messages: Message[]): Promise<void> {
    for (const end = performance.now() + MOVING; ; await sleep(MOVED_AGAIN)) {
      try {
        await (await (connected ??= connect())).send({ topic, messages, acks: -1 });
        return;
      } catch (error) {
        if (performance.now() > end || !hasMoved(error)) throw error;
      }
    }
  }

  return {
    async publish(topic, events) {
      if (events.length === 0) return;
      try {
        for (const messages of chunks(events.map(encode))) await send(topic, messages);
      } catch (error) {
        // kafkajs keeps a connection that has fallen silent, and asks on it again and again
        const failed = connected;
        connected = undefined;
        void failed?.then(producer => producer.disconnect()).catch(() => undefined);
        throw new WorldFault(`Kafka did not take events of ${topic}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    },
    async close() {
      await (await connected?.catch(() => undefined))?.disconnect();
    },
  };
}

function hasMoved(error: unknown): boolean {
  const { type, cause } = error as { readonly type?: string; readonly cause?: unknown };
  return (type !== undefined && MOVED.has(type)) || (cause instanceof Error && cause !== error && hasMoved(cause));
}

/** In order, each small enough for one request; one that is larger by itself goes alone. */
function* chunks(messages: readonly Message[]): Generator<Message[]> {
  let chunk: Message[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.value ?? '') + 1_024;
    if (chunk.length > 0 && bytes + size > CHUNK) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(message);
    bytes += size;
  }
  yield chunk;
}
