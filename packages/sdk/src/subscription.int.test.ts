import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { type Client, createClient } from './client.ts';
import { MicroMartError } from './errors.ts';
import type { Document } from './operation.ts';
import { eventually } from './testing/eventually.ts';
import { type Feed, openTinyShop, type TinyShop } from './testing/tiny-shop.ts';

type None = Record<string, never>;
const COUNT = parse('subscription Count { count }') as Document<{ count: number }, None>;
const EXACT = parse('subscription Exact { exact }') as Document<{ exact: number }, None>;
const BOTH = parse('subscription Other { other }') as Document<{ other: number }, None>;

let shop: TinyShop;
let client: Client;
let troubles: string[];
let tokens: (string | null | Error)[];
beforeEach(async () => {
  shop = await openTinyShop();
  troubles = [];
  tokens = ['first'];
  client = createClient({
    url: shop.url,
    random: () => 0,
    onTrouble: ({ code }) => troubles.push(code),
    token() {
      const [token = null] = tokens;
      if (tokens.length > 1) tokens.shift();
      if (token instanceof Error) throw token;
      return token;
    },
  });
});
afterEach(async () => {
  await client.close();
  await shop.close();
});

/** The feed that the server has opened as its `count`th. */
async function feed(count: number): Promise<Feed> {
  await eventually(`feed ${count}`, () => shop.feeds.length >= count);
  return shop.feeds[count - 1] as Feed;
}

describe('a subscription', () => {
  test('brings states as they come, and ends when the shop completes it', async () => {
    const states = client.subscribe(COUNT);
    const seen: number[] = [];
    const all = (async () => {
      for await (const { count } of states) seen.push(count);
    })();
    const open = await feed(1);
    expect(open.token).toBe('first');
    for (const state of [1, 2, 3]) open.send(state);
    open.complete();
    await all;
    expect(seen).toEqual([1, 2, 3]);
    expect(troubles).toEqual([]);
  });

  test.each([
    ['restarts', 1012],
    ['is cut off', undefined],
    ['ends the connection in peace', 1000],
  ])('goes on when the shop %s, with a fresh token', async (_, code) => {
    tokens = ['first', 'second'];
    const states = client.subscribe(COUNT);
    const next = states.next();
    (await feed(1)).send(1);
    expect((await next).value).toEqual({ count: 1 });
    shop.drop(code);
    const again = await feed(2);
    again.send(5);
    expect((await states.next()).value).toEqual({ count: 5 });
    if (code !== 1000) expect(again.token).toBe('second');
  });

  test('says when it goes on for how long it may have missed states, and not when it begins', async () => {
    const states = client.subscribe(COUNT);
    const next = states.next();
    const first = await feed(1);
    first.send(1);
    await next;
    shop.drop(1012);
    const again = await feed(2);
    expect(first.missedFor).toBeUndefined();
    expect(again.missedFor).toBeGreaterThan(0);
    expect(again.missedFor).toBeLessThanOrEqual(60_000);
  });

  test('goes on when the token ends, with the next one, on the same connection and after a close', async () => {
    tokens = ['first', 'second', 'third'];
    const states = client.subscribe(COUNT);
    const next = states.next();
    (await feed(1)).fail('UNAUTHENTICATED');
    expect((await feed(2)).token).toBe('second');
    shop.drop(4401);
    const third = await feed(3);
    expect(third.token).toBe('third');
    third.send(7);
    expect((await next).value).toEqual({ count: 7 });
    expect(troubles).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
  });

  test('fails when the token is refused and there is no other', async () => {
    shop.refuseTokens(() => 'UNAUTHENTICATED');
    await expect(client.subscribe(COUNT).next()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(troubles).toEqual(['UNAUTHENTICATED']);
    tokens = [null];
    await expect(client.subscribe(COUNT).next()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('fails at once when it is forbidden, and is over then', async () => {
    shop.refuseTokens(() => 'FORBIDDEN');
    const states = client.subscribe(COUNT);
    await expect(states.next()).rejects.toMatchObject({ name: 'MicroMartError', code: 'FORBIDDEN' });
    expect(await states.next()).toEqual({ done: true, value: undefined });
    expect(troubles).toEqual([]);
  });

  test('waits for a subgraph that is away, or for an identity server', async () => {
    tokens = [new MicroMartError('away', 'NETWORK'), 'first'];
    let times = 0;
    shop.refuseTokens(() => ((times += 1) <= 2 ? 'SUBGRAPH_UNAVAILABLE' : undefined));
    const next = client.subscribe(COUNT).next();
    (await feed(1)).send(1);
    expect((await next).value).toEqual({ count: 1 });
    expect(troubles).toEqual(['NETWORK', 'SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_UNAVAILABLE']);
  });

  test('hands over a state that came in part, and says so', async () => {
    const next = client.subscribe(COUNT).next();
    (await feed(1)).send(new Error('half of it'));
    expect((await next).value).toEqual({ count: null });
    expect(troubles).toEqual(['INTERNAL']);
  });

  test('lets go at once, here and in the shop, when its reader has enough', async () => {
    const states = client.subscribe(COUNT);
    const pending = states.next();
    const open = await feed(1);
    await states.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
    await eventually('the shop has let go', () => open.ended);
    await eventually('the connection is closed', () => shop.connections === 0);
  });

  test('shares its connection with others', async () => {
    const [one, other] = [client.subscribe(COUNT), client.subscribe(BOTH)];
    const both = Promise.all([one.next(), other.next()]);
    await feed(2);
    expect(shop.connections).toBe(1);
    for (const open of shop.feeds) open.send(1);
    expect((await both).map(({ value }) => value)).toEqual([{ count: 1 }, { other: 1 }]);
    await one.return?.();
    await eventually('the shop has let go of one', () => shop.feeds.some(({ ended }) => ended));
    shop.feeds.find(({ ended }) => !ended)?.send(2);
    expect((await other.next()).value).toEqual({ other: 2 });
  });

  test('leaves the connection to others when the shop refuses it and ends it in the same breath', async () => {
    const others = client.subscribe(COUNT);
    const first = others.next();
    (await feed(1)).send(1);
    await first;
    for (const count of [2, 3]) {
      const refused = client.subscribe(EXACT).next();
      const open = await feed(count);
      open.send(new Error('no'));
      open.complete();
      await expect(refused).rejects.toMatchObject({ code: 'INTERNAL' });
    }
    (await feed(1)).send(2);
    expect((await others.next()).value).toEqual({ count: 2 });
  });

  test('ends with the client, also while it waits to connect again', async () => {
    const waiting = client.subscribe(COUNT);
    const pending = waiting.next();
    await feed(1);
    shop.refuseTokens(() => 'RATE_LIMITED');
    shop.drop();
    await eventually('it tries again', () => troubles.includes('RATE_LIMITED'));
    await client.close();
    expect((await pending).done).toBe(true);
    expect((await client.subscribe(COUNT).next()).done).toBe(true);
  });
});
