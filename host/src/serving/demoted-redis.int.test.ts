import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Envelope, stockReleased, topicOf } from '@micromart/events';
import { type TestServer, testRedis } from '@micromart/local/testing';
import { eventually } from '@micromart/local/testing/eventually';
import type { Bus } from '@micromart/messaging';
import { createLogger } from '@micromart/service';
import type { Redis } from 'ioredis';
import { busOf, openRedis } from './parts.ts';

const logger = createLogger({ level: 'silent', name: 'test' });
let servers: readonly TestServer[];
/** The one to which new connections are led. */
let primary: URL;
let address: Server;
let redis: Redis;
let bus: Bus | undefined;

beforeEach(async () => {
  servers = [await testRedis(), await testRedis()];
  primary = new URL(servers[0]?.url ?? '');
  address = createServer(socket => {
    const onward = connect({ host: primary.hostname, port: Number(primary.port) });
    for (const side of [socket, onward]) side.on('error', () => undefined).on('close', () => void [socket, onward].map(each => each.destroy()));
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>(resolve => address.listen(0, '127.0.0.1', resolve));
  const { port } = address.address() as AddressInfo;
  redis = openRedis(`redis://127.0.0.1:${port}`, 'test', { add: () => undefined } as never, logger);
  await redis.ping();
});
afterEach(async () => {
  await bus?.close();
  bus = undefined;
  redis.disconnect();
  await new Promise(resolve => address.close(resolve));
  for (const { stop } of servers) await stop();
});

/** The second Redis becomes the primary; the first keeps its connections, and only lets itself be read. */
async function promoteTheSecond(): Promise<void> {
  primary = new URL(servers[1]?.url ?? '');
  await redis.replicaof(primary.hostname, Number(primary.port));
}

const succeeds = (work: () => Promise<unknown>) => async (): Promise<boolean> =>
  work().then(
    () => true,
    () => false,
  );

test.each([
  ['a command', () => redis.set('word', 'written')],
  ['a script', () => redis.eval("return redis.call('SET', KEYS[1], ARGV[1])", 1, 'word', 'written')],
  ['a transaction', () => redis.multi().set('word', 'lost').set('word', 'written').exec()],
])('%s that a demoted Redis refuses leads to the one that is the primary now', async (_what, write) => {
  await promoteTheSecond();
  await expect(write()).rejects.toThrow();
  await eventually(succeeds(write), 5);
  expect(await redis.get('word')).toBe('written');
});

test('the bus finds the primary too, in what it publishes and in what it reads', async () => {
  const opened = busOf(redis, undefined, 'test', logger);
  bus = opened;
  const heard: string[] = [];
  const topic = topicOf('warehouse');
  const released = (subject: string): Envelope => ({
    specversion: '1.0',
    id: `evt_${subject}`,
    source: '/micromart/warehouse',
    type: stockReleased.type,
    subject,
    time: new Date().toISOString(),
    dataschema: 'stock.released/v1',
    sequence: 1,
    correlationid: subject,
    data: { orderId: subject },
  });
  await opened.subscribe({ group: 'orders', topics: [topic], handle: async ({ subject }) => void heard.push(subject) });
  await opened.publish(topic, [released('ord_1')]);
  await eventually(() => heard.length === 1);
  await promoteTheSecond();
  await eventually(succeeds(() => opened.publish(topic, [released('ord_2')])));
  await eventually(() => heard.includes('ord_2'));
});
