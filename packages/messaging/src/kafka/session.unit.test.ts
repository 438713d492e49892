import { expect, jest, test } from '@jest/globals';
import { type EachBatchPayload, type Kafka, KafkaJSProtocolError } from 'kafkajs';
import { pino } from 'pino';
import { released, TOPIC } from '../testing/sample-events.ts';
import { encode } from './cloud-events.ts';
import { openSession } from './session.ts';

jest.useFakeTimers();

type EachBatch = (payload: EachBatchPayload) => Promise<void>;

/** A consumer of kafkajs that owns partition 0, reads on whatever becomes of it, and whose commits are refused with one type of error. */
function refusing(type: string) {
  const listeners = new Map<string, (event: unknown) => void>();
  const failure = Object.assign(new Error('refused'), { type, code: 0, retriable: false });
  let eachBatch: EachBatch | undefined;
  const consumer = {
    events: { CRASH: 'crash', FETCH_START: 'fetch start', FETCH: 'fetch', HEARTBEAT: 'heartbeat', GROUP_JOIN: 'join' },
    on: (name: string, listener: (event: unknown) => void) => void listeners.set(name, listener),
    connect: async () => undefined,
    subscribe: async () => undefined,
    run: async (options: { eachBatch: EachBatch }) => void (eachBatch = options.eachBatch),
    disconnect: async () => undefined,
    paused: () => [],
    pause: () => undefined,
    resume: () => undefined,
  };
  return {
    kafka: { consumer: () => consumer } as unknown as Kafka,
    join: () => listeners.get('join')?.({ payload: { memberAssignment: { [TOPIC]: [0] }, duration: 1 } }),
    read: (messages: readonly unknown[]) =>
      eachBatch?.({
        batch: { topic: TOPIC, partition: 0, messages, lastOffset: () => String(messages.length - 1) },
        heartbeat: async () => undefined,
        resolveOffset: () => undefined,
        commitOffsetsIfNecessary: async () => {
          throw new KafkaJSProtocolError(failure);
        },
      } as unknown as EachBatchPayload),
  };
}

/** Types of errors that a session gave up for, when its commits are refused so. */
async function gaveUpFor(type: string): Promise<readonly unknown[]> {
  const crashes: unknown[] = [];
  const consumer = refusing(type);
  const session = await openSession({
    kafka: consumer.kafka,
    groupId: 'group',
    topic: TOPIC,
    handle: async () => undefined,
    logger: pino({ level: 'silent' }),
    crashed: error => void crashes.push((error as KafkaJSProtocolError).type),
  });
  consumer.join();
  await jest.advanceTimersByTimeAsync(10);
  const reading = consumer.read([{ offset: '0', ...encode(released('ord_1', 1)) }]);
  await jest.advanceTimersByTimeAsync(2_000);
  await reading;
  const ended = session.end();
  await jest.advanceTimersByTimeAsync(2_000);
  await ended;
  return crashes;
}

test('a member that the group has dropped is given up at its first commit: a clock that was set back keeps it from missing its heartbeats', async () => {
  expect(await gaveUpFor('UNKNOWN_MEMBER_ID')).toEqual(['UNKNOWN_MEMBER_ID']);
});

test('a commit that comes while the group shares anew is left to the next one', async () => {
  expect(await gaveUpFor('REBALANCE_IN_PROGRESS')).toEqual([]);
});
