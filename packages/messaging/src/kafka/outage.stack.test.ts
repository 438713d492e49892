import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type LocalKafka, startKafka } from '@micromart/local';
import { eventually } from '@micromart/local/testing/eventually';
import { pino } from 'pino';
import type { Bus } from '../bus.ts';
import { recorder } from '../testing/recorder.ts';
import { OTHER_TOPIC, releasedInTurn, subjectNames, TOPIC } from '../testing/sample-events.ts';
import { kafkaBus } from './bus.ts';
import { createTopics, type TopicsOptions } from './topics.ts';
import { waitingOnKafka } from './waiting.ts';

let directory: string;
let broker: LocalKafka;
let port = 0;
const said: string[] = [];
const buses: Bus[] = [];

const start = async (): Promise<void> => {
  broker = await startKafka({ directory, port });
  port = broker.port;
};
const connect = (): Bus => {
  const logger = pino({ level: 'warn' }, { write: line => void said.push(line) });
  const bus = kafkaBus({ brokers: broker.brokers, clientId: 'test', logger });
  buses.push(bus);
  return bus;
};
const makeTopics = (retentionDays = 7, more: Partial<TopicsOptions> = {}) =>
  createTopics({ brokers: broker.brokers, partitions: 12, retentionDays, replicationFactor: 1, topics: [TOPIC, OTHER_TOPIC], ...more });

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'micromart-kafka-'));
  await start();
});
afterAll(async () => {
  await Promise.all(buses.map(bus => bus.close()));
  await broker.stop();
  await rm(directory, { recursive: true });
});

test('a consumer that comes before its topics says what makes them, and hears them once they are made', async () => {
  const bus = connect();
  const seen = recorder();
  await bus.subscribe({ group: 'early', topics: [TOPIC], handle: async event => seen.note(event) });
  await eventually(() => said.some(line => line.includes('npm run topics')));
  await expect(bus.memory(TOPIC)).rejects.toThrow('npm run topics');
  await makeTopics();
  await bus.publish(TOPIC, releasedInTurn(subjectNames(5), 2));
  await eventually(() => seen.events === 10, 60);
});

test('topics are made once; what is there is kept for longer when asked, and never for less', async () => {
  const reports = await makeTopics(9);
  expect(reports.map(({ created, keptLonger, partitions }) => ({ created, keptLonger, partitions }))).toEqual([
    { created: false, keptLonger: true, partitions: 12 },
    { created: false, keptLonger: true, partitions: 12 },
  ]);
  for (const { keptLonger } of [...(await makeTopics(9)), ...(await makeTopics(3))]) expect(keptLonger).toBe(false);
});

test('topics that the brokers will never make are given up in seconds, with what is wrong', async () => {
  const asked = performance.now();
  await expect(makeTopics(7, { topics: ['too', 'wide'], replicationFactor: 3 })).rejects.toMatchObject({
    name: 'TopicsNotMade',
    message: `Kafka at ${broker.brokers[0]} refuses to make topics: Replication-factor is invalid (too, wide)`,
  });
  expect(performance.now() - asked).toBeLessThan(20_000);
});

test('the brokers tell which consumers have old events before them, without asking a consumer', async () => {
  const bus = connect();
  const logger = pino({ level: 'silent' });
  const waiting = (before: Date) => waitingOnKafka({ brokers: broker.brokers, logger, consumers: { early: [TOPIC], stuck: [TOPIC] }, before });
  const stuck = await bus.subscribe({
    group: 'stuck',
    topics: [TOPIC],
    async handle({ subject }) {
      if (subject === 'ord_3') throw new Error('not yet');
    },
  });
  const stuckOnly = async (): Promise<boolean> => {
    const found = await waiting(new Date(Date.now() + 60_000));
    return found.length === 1 && found[0]?.consumer === 'stuck' && found[0].topic === TOPIC;
  };
  await eventually(stuckOnly, 60);
  expect(await waiting(new Date(0))).toEqual([]);
  await stuck.stop();
});

test('a broker that is killed and comes back after a while loses nothing, and is followed again within seconds', async () => {
  const bus = connect();
  const seen = recorder();
  await bus.subscribe({ group: 'steady', topics: [OTHER_TOPIC], handle: async event => seen.note(event) });
  const events = releasedInTurn(subjectNames(20), 10);
  await bus.publish(OTHER_TOPIC, events.slice(0, 100));
  await eventually(() => seen.events === 100, 60);
  process.kill(broker.pid, 'SIGKILL');
  await expect(bus.publish(OTHER_TOPIC, events.slice(100))).rejects.toThrow('Kafka did not take events');
  const gaveUp = said.length;
  // so long that the client gives up more than once
  await eventually(() => said.slice(gaveUp).filter(line => line.includes('no broker answers')).length > 0, 60);
  await broker.stop();
  await start();
  const back = performance.now();
  await eventually(
    () =>
      bus.publish(OTHER_TOPIC, events.slice(100)).then(
        () => true,
        () => false,
      ),
    60,
  );
  await eventually(() => seen.events === 200, 60);
  console.log(`heard again ${((performance.now() - back) / 1_000).toFixed(1)} s after the broker answered`);
  expect(seen.disordered).toEqual([]);
  await eventually(async () => (await bus.lag('steady', [OTHER_TOPIC]))[OTHER_TOPIC] === 0);
});
