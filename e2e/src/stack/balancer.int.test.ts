import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { freePort } from '@micromart/local';
import { eventually } from '@micromart/local/testing/eventually';
import { openBalancer } from './testing/balancer.ts';

const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface Gateway {
  readonly port: number;
  isReady: boolean;
}

/** Answers with its name, and says whether it is ready. */
async function gateway(name: string): Promise<Gateway> {
  const server: Server = createServer(({ url }, response) => {
    if (url === '/readyz') response.writeHead(one.isReady ? 200 : 503).end();
    else response.end(name);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const one = { port: (server.address() as AddressInfo).port, isReady: true };
  return one;
}

async function balancing(...ports: number[]): Promise<() => Promise<readonly string[]>> {
  const balancer = await openBalancer(await freePort(), ports);
  closing.push(() => balancer.close());
  const ask = async (): Promise<string> => (await fetch(balancer.url, { headers: { connection: 'close' } })).text();
  return async () => [await ask(), await ask(), await ask(), await ask()].toSorted();
}

test('gateways take turns, and one that refuses connections is passed over', async () => {
  const [a, b] = [await gateway('a'), await gateway('b')];
  const answers = await balancing(a.port, b.port, await freePort());
  expect(await eventually(async () => (await answers()).join('') === 'aabb')).toBe(true);
});

test('a gateway that is not ready gets no new connection, until it is ready again or nobody is', async () => {
  const [a, b] = [await gateway('a'), await gateway('b')];
  const answers = await balancing(a.port, b.port);
  const come = (wanted: string): Promise<true> => eventually(async () => (await answers()).join('') === wanted);
  b.isReady = false;
  await come('aaaa');
  a.isReady = false;
  await come('aabb');
  b.isReady = true;
  await come('bbbb');
});
