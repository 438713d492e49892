import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { generatePassportKeys, guest, passportIssuer } from '@micromart/auth';
import { eventually } from '@micromart/local/testing/eventually';
import { Registry } from 'prom-client';
import type { Connection, SubgraphResponse } from '../connection.ts';
import { createLogger } from '../logger.ts';
import { httpConnection } from './http-connection.ts';
import { createSubgraphServer } from './subgraph-server.ts';
import { passport, passportOf, type SmallSubgraph, smallSubgraph } from './testing/small-subgraph.ts';

const logger = createLogger({ level: 'silent', name: 'test' });
type Opened = { readonly connection: Connection; close(): Promise<void> };

const inProcess = async ({ connection }: SmallSubgraph): Promise<Opened> => ({ connection, close: () => connection.close() });

async function overHttp(subgraph: SmallSubgraph): Promise<Opened> {
  const server = createSubgraphServer({ subgraph, registry: new Registry(), logger });
  const url = await server.listen(0, '127.0.0.1');
  const connection = httpConnection({ name: 'orders', urls: [url], timeout: 5_000, connections: 16, logger });
  return {
    connection,
    async close() {
      await connection.close();
      await server.close({ drainSeconds: 5 });
    },
  };
}

describe.each([
  ['in one process', inProcess],
  ['over HTTP', overHttp],
])('a connection %s', (_, open) => {
  let subgraph: SmallSubgraph;
  let opened: Opened;
  beforeEach(async () => {
    subgraph = smallSubgraph();
    opened = await open(subgraph);
  });
  afterEach(() => opened.close());

  const ask = (query: string, variables: Record<string, unknown> = {}, more: object = {}) =>
    opened.connection.execute({ query, variables, passport, ...more });
  const faultOf = async (answer: Promise<SubgraphResponse>) => {
    const [error] = (await answer).errors ?? [];
    return [error?.extensions?.['code'], error?.message];
  };
  const follow = (query: string, variables: Record<string, unknown> = {}) => opened.connection.subscribe({ query, variables, passport });
  const ticks = (count: number) => follow('subscription ($count: Int!) { ticks(count: $count) { number loads } }', { count });

  test.each([
    ['bug', 'INTERNAL', 'something went wrong on our side'],
    ['uncoded', 'INTERNAL', 'something went wrong on our side'],
    ['away', 'SUBGRAPH_UNAVAILABLE', 'the shop does not answer at the moment'],
    ['world', 'SUBGRAPH_UNAVAILABLE', 'a part of the shop does not answer at the moment'],
    ['postgres', 'SUBGRAPH_UNAVAILABLE', 'a part of the shop does not answer at the moment'],
    ['refused', 'BAD_USER_INPUT', 'no such thing'],
  ])('shows of a fault (%s) that it is %s, and no word of where it runs', async (how, code, message) => {
    const { data, errors } = await ask('query ($how: String!) { fail(how: $how) }', { how });
    expect({ data: { ...data }, errors }).toEqual({
      data: { fail: null },
      errors: [{ message, path: ['fail'], extensions: expect.objectContaining({ code }) }],
    });
    expect(JSON.stringify(errors)).not.toMatch(/10\.0\.0|db\.internal|stack/);
  });

  test.each([
    ['an operation that does not fit', '{ nothing }', {}],
    ['one that is none', '{', {}],
    ['a variable of another type', 'query ($by: Int!) { count(by: $by) }', { by: 'many' }],
    ['a variable that is missing', 'query ($by: Int!) { count(by: $by) }', {}],
    ['nothing where something is needed', 'query ($by: Int = 1) { count(by: $by) }', { by: null }],
  ])('lays %s at the caller’s door', async (__, query, variables) => {
    expect((await faultOf(ask(query, variables)))[0]).toBe('BAD_USER_INPUT');
  });

  test('lets nobody in without a passport', async () => {
    for (const bad of ['', 'a.b.c', passportIssuer(generatePassportKeys()).issue(guest)]) {
      expect((await faultOf(ask('{ trace }', {}, { passport: bad })))[0]).toBe('UNAUTHENTICATED');
      const feed = opened.connection.subscribe({ query: 'subscription { news }', passport: bad });
      expect((await feed.next()).value.errors[0].extensions).toEqual({ code: 'UNAUTHENTICATED' });
      expect((await feed.next()).done).toBe(true);
    }
    expect(subgraph.state.opened).toBe(0);
  });

  test('refuses text that cannot be stored, by name', async () => {
    const refusal = ['BAD_USER_INPUT', expect.stringMatching(/^text has characters/)];
    for (const text of ['half \ud83d', 'a\u0000']) {
      expect(await faultOf(ask('query ($text: String!) { echo(text: $text) }', { text }))).toEqual(refusal);
    }
    expect((await faultOf(ask('{ echo(text: "a\\u0000") }')))[0]).toBe('BAD_USER_INPUT');
    expect((await ask('{ echo(text: "👍") }')).data).toEqual({ echo: '👍' });
  });

  test('tells what a request brings about which request it was', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { data } = await ask('{ trace }', {}, { traceparent });
    expect(JSON.parse(String(data?.['trace']))).toEqual({ causationId: '4bf92f3577b34da6a3ce929d0e0e4736', traceparent });
  });

  test('carries an operation’s name, and texts and answers of megabytes', async () => {
    expect(await ask('query A { who } query B { count(by: 3) }', {}, { operationName: 'B' })).toEqual({ data: { count: 3 } });
    const text = 'é'.repeat(3_000_000);
    expect((await ask('query ($text: String!) { echo(text: $text) }', { text })).data?.['echo'] === text).toBe(true);
  });

  test('gives each event of a subscription loaders of its own, so that none shows what another remembered', async () => {
    const feed = ticks(2);
    expect((await feed.next()).value).toEqual({ data: { ticks: { number: 1, loads: 1 } } });
    expect((await feed.next()).value).toEqual({ data: { ticks: { number: 2, loads: 1 } } });
    expect(await feed.next()).toEqual({ done: true, value: undefined });
    expect(subgraph.state).toEqual({ opened: 1, returned: 1, asked: 0 });
  });

  test('ends a subscription that is let go of, while somebody waits for more, and the subgraph hears of it', async () => {
    const feed = follow('subscription { news }');
    const first = feed.next();
    await eventually(() => subgraph.state.opened === 1);
    subgraph.tell('first');
    expect((await first).value).toEqual({ data: { news: 'first' } });
    const waiting = feed.next();
    await feed.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(await feed.next()).toEqual({ done: true, value: undefined });
    await eventually(() => subgraph.state.returned === 1);
  });

  test('says which subgraph is away when the source of a stream breaks, once, and nothing of its address', async () => {
    const feed = ticks(0);
    await expect(feed.next()).rejects.toMatchObject({ name: 'SubgraphUnavailable', message: 'orders does not answer at the moment' });
    expect((await feed.next()).done).toBe(true);
  });

  test('refuses a subscription that does not fit in its first answer', async () => {
    const feed = follow('subscription { ticks(count: "x") { number } }');
    expect((await feed.next()).value.errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT' });
    expect((await feed.next()).done).toBe(true);
    expect(subgraph.state.opened).toBe(0);
  });

  test('carries many subscriptions of many viewers side by side', async () => {
    const feeds = Array.from({ length: 200 }, (__, i) =>
      opened.connection.subscribe({ query: 'subscription { news }', passport: passportOf(`usr_${i}`) }),
    );
    const firsts = feeds.map(feed => feed.next());
    await eventually(() => subgraph.state.opened === 200);
    subgraph.tell('to all');
    for (const first of firsts) expect((await first).value).toEqual({ data: { news: 'to all' } });
    for (const feed of feeds.slice(1)) await feed.return?.();
    await eventually(() => subgraph.state.returned === 199);
    subgraph.tell('to one');
    expect((await feeds[0]?.next())?.value).toEqual({ data: { news: 'to one' } });
  });
});
