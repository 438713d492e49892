import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { cuttableProxy, type CuttableProxy, type TestServer, testRedis } from '@micromart/local/testing';
import { createLogger } from '@micromart/service';
import type { Redis } from 'ioredis';
import { openRedis } from './parts.ts';

let server: TestServer;
let proxy: CuttableProxy;
let redis: Redis;

beforeEach(async () => {
  server = await testRedis();
  proxy = await cuttableProxy(server.url);
  redis = openRedis(proxy.url, 'test', { add: () => undefined } as never, createLogger({ level: 'silent', name: 'test' }), 500);
});
afterEach(async () => {
  redis.disconnect();
  await proxy.close();
  await server.stop();
});

test('a connection to Redis that has fallen silent is given up, and whoever waits on it is answered over another', async () => {
  await redis.set('word', 'kept');
  proxy.freeze();
  expect(await redis.get('word')).toBe('kept');
});
