import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testRedis, type TestServer } from '@micromart/local/testing';
import { createLogger } from '@micromart/service';
import { Redis } from 'ioredis';
import { testGateway } from '../testing/gateway.ts';
import { until } from '../testing/until.ts';
import { createRateLimit } from './rate-limit.ts';

let server: TestServer;
let redis: Redis;
beforeAll(async () => {
  server = await testRedis();
  redis = new Redis(server.url);
  redis.on('error', () => undefined);
  await redis.ping();
});
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const logger = createLogger({ level: 'silent', name: 'gateway' });
const limitOf = (requests: number, seconds: number, connection = redis) =>
  createRateLimit({ name: `test${requests}`, redis: connection, requests, seconds, logger });

test('a gateway counts at once, and tells how long to wait', () => {
  const limit = limitOf(3, 60);
  for (let i = 0; i < 3; i += 1) limit.take('10.0.0.1');
  expect(() => limit.take('10.0.0.1')).toThrow(expect.objectContaining({ extensions: { code: 'RATE_LIMITED', retryAfter: 60 } }));
  limit.take('10.0.0.2');
  limit.close();
});

test('gateways share a limit through Redis', async () => {
  const [one, other] = [limitOf(100, 60), limitOf(100, 60)];
  for (let i = 0; i < 60; i += 1) one.take('shared');
  await until(async () => (await redis.get('rate:test100:shared')) === '60');
  let taken = 0;
  const takeAnother = (): void => {
    other.take('shared');
    taken += 1;
  };
  while (taken < 39) takeAnother();
  await until(async () => (await redis.get('rate:test100:shared')) === '99');
  await until(() => {
    try {
      takeAnother();
      return false;
    } catch {
      return true;
    }
  });
  // alone it would have let a hundred pass
  expect(taken).toBeLessThan(100);
  one.close();
  other.close();
});

test('a window ends, and the next one begins', async () => {
  const limit = limitOf(1, 1);
  limit.take('again');
  expect(() => limit.take('again')).toThrow('Too many requests');
  await until(() => {
    try {
      limit.take('again');
      return true;
    } catch {
      return false;
    }
  });
  limit.close();
});

test('without Redis requests pass, and each gateway limits alone', async () => {
  const away = new Redis(1, '127.0.0.1', { lazyConnect: true, retryStrategy: null });
  away.on('error', () => undefined);
  const limit = limitOf(2, 60, away);
  limit.take('alone');
  limit.take('alone');
  expect(() => limit.take('alone')).toThrow('Too many requests');
  limit.close();
  away.disconnect();
});

test('whoever asks too often is told when to come again, by address and by user', async () => {
  const gateway = await testGateway({ RATE_LIMIT_PER_ADDRESS: 5, RATE_LIMIT_PER_VIEWER: 2, TRUSTED_PROXIES: 1 }, { redis });
  const from = (address: string, more: Record<string, string> = {}) =>
    gateway.ask('{ whoami }', { headers: { 'x-forwarded-for': `192.0.2.1, ${address}`, ...more } });
  for (let i = 0; i < 5; i += 1) expect((await from('198.51.100.1')).status).toBe(200);
  const refused = await from('198.51.100.1');
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.errors[0]?.extensions['code']).toBe('RATE_LIMITED');
  const authorization = gateway.bearer();
  for (const address of ['198.51.100.2', '198.51.100.3']) expect((await from(address, { authorization })).status).toBe(200);
  expect((await from('198.51.100.4', { authorization })).status).toBe(429);
  expect((await from('198.51.100.4')).status).toBe(200);
  await gateway.close();
});
