import { setTimeout as passing } from 'node:timers/promises';
import { beforeEach, expect, test } from '@jest/globals';
import { allStarted } from './all-started.ts';

let running: Set<string>;
beforeEach(() => {
  running = new Set();
});

async function start(name: string): Promise<{ readonly name: string; stop(): Promise<void> }> {
  await passing(1);
  running.add(name);
  return { name, stop: async () => void running.delete(name) };
}

const broken = async (name: string): Promise<never> => {
  throw new Error(`${name} does not start`);
};

test('servers that start at the same time are given in the order that was asked for', async () => {
  const [redis, kafka] = await allStarted([start('Redis'), start('Kafka')]);
  expect([redis.name, kafka.name]).toEqual(['Redis', 'Kafka']);
  expect([...running]).toEqual(['Redis', 'Kafka']);
});

test('when one does not start, the others are stopped, though they start later', async () => {
  await expect(allStarted([broken('Kafka'), start('Redis')])).rejects.toThrow(/^Kafka does not start$/);
  expect([...running]).toEqual([]);
  await expect(allStarted([broken('Kafka'), start('Redis'), broken('Keycloak')])).rejects.toThrow(
    'Kafka does not start; Error: Keycloak does not start',
  );
  expect([...running]).toEqual([]);
});
