import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type KafkaOptions, type LocalKafka, startKafka } from './kafka.ts';
import { answersKafka } from './kafka/answers.ts';
import { commandOf, waitUntil } from './processes.ts';
import { SetupError } from './setup-error.ts';
import { killRun } from './testing/killed-run.ts';

let directory: string;
const running: LocalKafka[] = [];

beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'micromart-local-kafka-'));
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(() => rm(directory, { recursive: true }));

async function start(options: Partial<KafkaOptions> = {}): Promise<LocalKafka> {
  const server = await startKafka({ directory: path.join(directory, 'broker'), port: 0, ...options });
  running.push(server);
  return server;
}

test('a broker that a killed run left behind is stopped, and its data taken over', async () => {
  const left = await killRun(['kafka', path.join(directory, 'broker')], 'SIGKILL', async () => undefined);
  expect(await commandOf(left.pid)).toContain('kafka.Kafka');
  const messages: string[] = [];
  const next = await start({ log: message => messages.push(message) });
  expect(await waitUntil(async () => (await commandOf(left.pid)) === undefined, 10_000)).toBe(true);
  expect(messages).toContain(`stopping the Kafka that an earlier run left behind (process ${left.pid})`);
  expect(await answersKafka(next.port)).toBe(true);
  await expect(start()).rejects.toThrow(SetupError);
});

test('a taken port is one sentence that says what to do', async () => {
  const other = createServer();
  const port = await new Promise<number>(resolve => other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)));
  await expect(start({ port, portSetting: 'KAFKA_PORT' })).rejects.toThrow(
    new SetupError(`Port ${port}, which Kafka needs, is taken: end the program that listens there, or set KAFKA_PORT.`),
  );
  other.close();
});
