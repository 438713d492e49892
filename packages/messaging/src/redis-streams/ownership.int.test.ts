import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cuttableProxy, type CuttableProxy, testRedis } from '@micromart/local/testing';
import { eventually } from '@micromart/local/testing/eventually';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { TOPIC } from '../testing/sample-events.ts';
import { holdPartitions, type Ownership } from './ownership.ts';
import { createPartition } from './partition.ts';

let server: Awaited<ReturnType<typeof testRedis>>;
let proxy: CuttableProxy;
const said: string[] = [];
const logger = pino({ level: 'warn' }, { write: line => void said.push(line) });
const connections: Redis[] = [];
const owners: Ownership[] = [];

beforeEach(async () => {
  server = await testRedis();
  proxy = await cuttableProxy(server.url);
});
afterEach(async () => {
  for (const owner of owners.splice(0)) await owner.stop();
  for (const connection of connections.splice(0)) connection.disconnect();
  await proxy.close();
  await server.stop();
});

/** One more consumer of the group, that asks for its leases. */
async function join(url: string, acknowledged: () => void): Promise<Ownership> {
  const redis = new Redis(url, { protocol: 2, maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false, retryStrategy: () => 50 });
  redis.on('error', error => logger.debug(error));
  connections.push(redis);
  const owner = holdPartitions({
    redis,
    group: 'orders',
    topics: [TOPIC],
    logger,
    open: (topic, stream) => createPartition({ topic, stream, handle: async () => undefined, done: () => undefined, left: () => undefined }),
    readElsewhere: async () => undefined,
    acknowledged: async () => acknowledged(),
  });
  owners.push(owner);
  await owner.start();
  return owner;
}

const held = ({ partitions }: Ownership): number => [...partitions.values()].filter(({ releasing }) => !releasing).length;

test('partitions that Redis could not be given back are given back again, for another to read them', async () => {
  const first = await join(proxy.url, () => said.length === 0 && proxy.cut());
  expect(held(first)).toBe(12);
  const other = await join(server.url, () => undefined);
  await eventually(() => said.some(line => line.includes('a partition was not given back')));
  proxy.restore();
  await eventually(() => held(other) === 6 && held(first) === 6 && first.partitions.size === 6);
  expect([...first.partitions.keys()].filter(stream => other.partitions.has(stream))).toEqual([]);
});
