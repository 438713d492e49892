import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { type Client, createClient } from './client.ts';
import type { MicroMartError } from './errors.ts';
import type { Document } from './operation.ts';
import type { ClientOptions } from './options.ts';
import { fault, openTinyShop, type TinyShop } from './testing/tiny-shop.ts';

const NOW = parse('query Now { now }') as Document<{ now: number }, Record<string, never>>;
const CHANGE = parse('mutation Change($id: ID!) { change(id: $id) { id } }') as Document<unknown, { id: string }>;
const PAY = parse('mutation Pay($key: ID!) { pay(idempotencyKey: $key) { id } }') as Document<unknown, { key: string }>;

let shop: TinyShop;
let client: Client;
let troubles: string[];
const open = (options: Partial<ClientOptions> = {}): void => {
  client = createClient({ url: shop.url, random: () => 0, onTrouble: ({ code }) => troubles.push(code), ...options });
};
beforeEach(async () => {
  shop = await openTinyShop();
  troubles = [];
  open();
});
afterEach(async () => {
  await client.close();
  await shop.close();
});

const refusal = (answer: Promise<unknown>): Promise<MicroMartError> =>
  answer.then(
    () => {
      throw new Error('it was answered');
    },
    (error: MicroMartError) => error,
  );

describe('a request', () => {
  test('carries operation, variables and token', async () => {
    open({ token: async () => 'a-token' });
    shop.reply({ body: { data: { change: { id: '1' } } } });
    expect(await client.request(CHANGE, { id: '1' })).toEqual({ change: { id: '1' } });
    expect(shop.asked).toMatchObject([{ operationName: 'Change', variables: { id: '1' }, authorization: 'Bearer a-token' }]);
  });

  test('of a guest carries no token', async () => {
    expect(await client.request(NOW)).toEqual({ now: 1 });
    expect(shop.asked[0]?.authorization).toBeUndefined();
  });

  test('that is refused says why, with what data there is', async () => {
    shop.reply({ body: { data: { now: 2, me: null }, errors: [fault('FORBIDDEN')] } });
    const error = await refusal(client.request(NOW));
    expect(error).toMatchObject({ name: 'MicroMartError', code: 'FORBIDDEN', isPartial: true, data: { now: 2, me: null } });
    expect(shop.asked).toHaveLength(1);
  });

  test.each([
    ['a broken connection', 'cut' as const, 'NETWORK'],
    ['a proxy in distress', { status: 502, body: '<h1>Bad gateway</h1>' }, 'NETWORK'],
    ['a subgraph that is away', { body: { errors: [fault('SUBGRAPH_UNAVAILABLE')] } }, 'SUBGRAPH_UNAVAILABLE'],
    ['a full shop', { status: 429, body: { errors: [fault('RATE_LIMITED')] } }, 'RATE_LIMITED'],
  ])('is repeated after %s when it reads', async (_, reply, code) => {
    shop.reply(reply, reply);
    expect(await client.request(NOW)).toEqual({ now: 1 });
    expect(troubles).toEqual([code, code]);
  });

  test('is given up after four tries', async () => {
    shop.reply('cut', 'cut', 'cut', 'cut');
    expect((await refusal(client.request(NOW))).code).toBe('NETWORK');
    expect(shop.asked).toHaveLength(4);
  });

  test('that writes is sent once, whatever becomes of it', async () => {
    for (const reply of ['cut', { body: { errors: [fault('SUBGRAPH_UNAVAILABLE')] } }, { body: { errors: [fault('RATE_LIMITED')] } }] as const) {
      shop.reply(reply);
      await refusal(client.request(CHANGE, { id: '1' }));
    }
    expect(shop.asked).toHaveLength(3);
    expect(troubles).toEqual([]);
  });

  test('that writes under an idempotency key is repeated with the same key', async () => {
    shop.reply('cut', { body: { data: { pay: { id: '1' } } } });
    expect(await client.request(PAY, { key: 'k1' })).toEqual({ pay: { id: '1' } });
    expect(shop.asked.map(({ variables }) => variables)).toEqual([{ key: 'k1' }, { key: 'k1' }]);
  });

  test('waits as long as the shop asks for, but not for minutes', async () => {
    shop.reply({ status: 429, body: { errors: [fault('RATE_LIMITED', { retryAfter: 0.3 })] } });
    const start = performance.now();
    await client.request(NOW);
    expect(performance.now() - start).toBeGreaterThan(290);
    shop.reply({ status: 429, body: { errors: [fault('RATE_LIMITED', { retryAfter: 600 })] } });
    expect((await refusal(client.request(NOW))).code).toBe('RATE_LIMITED');
  });

  test('ends when nobody answers in time', async () => {
    open({ timeout: 100, tries: 1 });
    shop.reply('silence');
    expect(await refusal(client.request(NOW))).toMatchObject({ code: 'NETWORK', message: 'no answer within 100 ms' });
  });

  test('ends with the client', async () => {
    shop.reply('silence');
    const error = refusal(client.request(NOW));
    await client.close();
    expect((await error).code).toBe('CLOSED');
    expect((await refusal(client.request(NOW))).code).toBe('CLOSED');
  });
});
