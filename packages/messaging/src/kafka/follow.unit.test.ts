import { expect, jest, test } from '@jest/globals';
import { KafkaJSConnectionError, KafkaJSNonRetriableError, KafkaJSNumberOfRetriesExceeded } from 'kafkajs';
import { pino } from 'pino';
import { TOPIC } from '../testing/sample-events.ts';
import { followTopic, isPassing } from './follow.ts';

jest.useFakeTimers();

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Follows a topic that is found after a while, by a client that has no address to connect to, which kafkajs calls final. */
function following({ foundAfter }: { readonly foundAfter: number }) {
  const begun = performance.now();
  const fatal: Error[] = [];
  const logger = pino({ level: 'silent' });
  const consumer = followTopic({
    address: { brokers: [], clientId: 'test', logger },
    topicIds: {
      async of() {
        if (performance.now() - begun < foundAfter) throw new KafkaJSConnectionError('connect ECONNREFUSED');
        return 'id';
      },
      close: async () => undefined,
    },
    topic: TOPIC,
    group: 'orders',
    handle: async () => undefined,
    logger,
    onFatal: error => void fatal.push(error),
  });
  return {
    fatal,
    async stop() {
      const stopped = consumer.stop();
      await jest.advanceTimersByTimeAsync(20 * SECOND);
      await stopped;
    },
  };
}

test('brokers that were away for longer than a minute end no process when they are back, though kafkajs calls its next error final', async () => {
  const { fatal, stop } = following({ foundAfter: 2 * MINUTE });
  await jest.advanceTimersByTimeAsync(2 * MINUTE + 20 * SECOND);
  expect(fatal).toEqual([]);
  await stop();
});

test('a process that hears nothing but final errors for a minute, while brokers answer, is ended', async () => {
  const { fatal, stop } = following({ foundAfter: 0 });
  await jest.advanceTimersByTimeAsync(50 * SECOND);
  expect(fatal).toEqual([]);
  await jest.advanceTimersByTimeAsync(30 * SECOND);
  expect(fatal.map(({ name }) => name)).toEqual(['KafkaJSNonRetriableError']);
  await stop();
});

test.each([
  ['a broker that is absent', new KafkaJSConnectionError('connect ECONNREFUSED'), true],
  [
    'a coordinator that is not found in so many tries',
    new KafkaJSNumberOfRetriesExceeded(new Error('none'), { retryCount: 5, retryTime: 100 }),
    true,
  ],
  ['what the brokers will always refuse', new KafkaJSNonRetriableError('not allowed'), false],
])('an error that kafkajs calls final is what its cause is: %s', (_what, cause, passes) => {
  expect([isPassing(cause), isPassing(Object.assign(new KafkaJSNonRetriableError(cause), { cause }))]).toEqual([passes, passes]);
});
