import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@micromart/local/testing/eventually';
import { createLogger } from '@micromart/service';
import { untilMigrated } from './schemas.ts';

/** A server as a frozen PostgreSQL is: it takes connections and says nothing. */
let silent: Server;
let url: string;
const taken: Socket[] = [];

beforeAll(async () => {
  silent = createServer(socket => void taken.push(socket));
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
  url = `postgres://micromart@127.0.0.1:${(silent.address() as AddressInfo).port}/orders`;
});

afterAll(() => {
  for (const socket of taken) socket.destroy();
  silent.close();
});

test('a process that is told to end while its database is silent ends at once', async () => {
  const told = new AbortController();
  const before = taken.length;
  const waiting = untilMigrated('orders', url, createLogger({ level: 'silent', name: 'orders' }), told.signal);
  await eventually(() => taken.length > before);
  const began = performance.now();
  told.abort(new Error('ended'));
  await expect(waiting).rejects.toThrow('ended');
  expect(performance.now() - began).toBeLessThan(1_000);
});

test('a process says that it waits for a database that is silent', async () => {
  const told = new AbortController();
  const said: unknown[] = [];
  const logger = createLogger({ level: 'silent', name: 'orders' });
  logger.warn = (...words: unknown[]) => void said.push(words);
  const waiting = untilMigrated('orders', url, logger, told.signal);
  await eventually(() => said.length > 0, 15);
  expect(said).toEqual([[{ database: 'orders', lacks: 'an answer' }, 'waiting for the database']]);
  told.abort(new Error('ended'));
  await expect(waiting).rejects.toThrow('ended');
}, 20_000);
