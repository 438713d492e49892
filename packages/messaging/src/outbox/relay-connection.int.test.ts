import { expect, test } from '@jest/globals';
import { cuttableProxy, testDatabase } from '@micromart/local/testing';
import { connectRelay } from './relay-connection.ts';

test('a relay whose database falls silent gives its connection up, and another one takes over', async () => {
  const server = await testDatabase('messaging');
  const proxy = await cuttableProxy(server.url);
  const first = await connectRelay(proxy.url, () => undefined, 3_000);
  expect(await first.tryLock()).toBe(true);
  proxy.freeze();
  await expect(first.notify()).rejects.toThrow();
  expect(first.broken).toBe(true);
  await first.close();
  const second = await connectRelay(proxy.url, () => undefined, 3_000);
  // PostgreSQL hears of the end by the network, in its own time
  while (!(await second.tryLock()));
  expect(second.broken).toBe(false);
  await second.close();
  await proxy.close();
  await server.drop();
});
