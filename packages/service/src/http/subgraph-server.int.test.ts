import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '@micromart/local/testing/eventually';
import { Counter, Registry } from 'prom-client';
import { WebSocket } from 'ws';
import type { SubgraphResponse } from '../connection.ts';
import { createLogger } from '../logger.ts';
import { createDrainingServer } from './draining-server.ts';
import { createSubgraphServer, type SubgraphServer, type SubgraphServerOptions } from './subgraph-server.ts';
import { passport, smallSubgraph } from './testing/small-subgraph.ts';

const logger = createLogger({ level: 'silent', name: 'test' });
const servers: SubgraphServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close({ drainSeconds: 0 })));
});

async function serve(more: Partial<SubgraphServerOptions> = {}) {
  const subgraph = smallSubgraph();
  const server = createSubgraphServer({ subgraph, registry: new Registry(), logger, ...more });
  servers.push(server);
  return { subgraph, server, url: await server.listen(0, '127.0.0.1') };
}

const post = (url: string, body: string, headers: Record<string, string> = { authorization: `Passport ${passport}` }) =>
  fetch(`${url}/graphql`, { method: 'POST', body, headers });

const said = async (answer: Response): Promise<SubgraphResponse> => (await answer.json()) as SubgraphResponse;
const codeIn = async (answer: Response): Promise<unknown> => (await said(answer)).errors?.[0]?.extensions?.['code'];

/** What a server says to somebody who speaks as he likes. */
async function say(url: string, words: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.write(words);
  return text(socket);
}

test('what is no question is refused with a status that says why', async () => {
  const { url } = await serve();
  for (const body of ['', 'junk', '[]', '{}', '{"query":1}', '{"query":"{ who }","variables":[]}', '{"query":"{ who }","operationName":1}']) {
    const answer = await post(url, body);
    expect([answer.status, await codeIn(answer)]).toEqual([400, 'BAD_USER_INPUT']);
  }
  const got = await fetch(`${url}/graphql`);
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
  expect((await post(url, 'x'.repeat(10_000_001))).status).toBe(413);
  expect(await say(url, 'junk\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect((await said(await post(url, '{"query":"{ who }"}'))).data).toEqual({ who: 'the only one' });
});

test('other credentials than a passport are none', async () => {
  const { url } = await serve();
  for (const authorization of [undefined, `Bearer ${passport}`, 'Passport', passport]) {
    const answer = await post(url, '{"query":"{ who }"}', authorization === undefined ? {} : { authorization });
    expect(await codeIn(answer)).toBe('UNAUTHENTICATED');
  }
});

test('who sends half a request is told so, and is not waited for', async () => {
  const server = createDrainingServer({ serve: async (_, response) => void response.end('all'), patience: 200, logger });
  const url = await server.listen(0, '127.0.0.1');
  expect(await say(url, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Le')).toMatch(/^HTTP\/1\.1 408 /);
  await server.close(0);
});

test('probes tell alive from ready, Prometheus reads the registry, and others’ pages stand beside the graph', async () => {
  const registry = new Registry();
  new Counter({ name: 'micromart_tests_total', help: 'tests', registers: [registry] }).inc();
  const state = { away: false };
  const subgraph = { ...smallSubgraph(), ready: () => (state.away ? Promise.reject(new Error('connect ECONNREFUSED 10.1.2.3')) : Promise.resolve()) };
  const pages = new Map([['/provider/', (_: unknown, response: { end(page: string): void }) => response.end('approve or deny')]]);
  const { url } = await serve({ subgraph, registry, pages });
  const get = async (path: string) => {
    const answer = await fetch(url + path);
    return [answer.status, await answer.text()];
  };
  expect(await get('/healthz')).toEqual([200, '{"status":"alive"}\n']);
  expect(await get('/readyz')).toEqual([200, '{"status":"ready"}\n']);
  state.away = true;
  expect(await get('/readyz')).toEqual([503, '{"status":"not ready","missing":["orders"]}\n']);
  expect((await get('/metrics'))[1]).toContain('micromart_tests_total 1');
  expect(await get('/provider/3ds/1')).toEqual([200, 'approve or deny']);
});

test('a part that does not say whether it is ready is not', async () => {
  const { url } = await serve({ subgraph: { ...smallSubgraph(), ready: () => new Promise(() => undefined) } });
  expect((await fetch(`${url}/readyz`)).status).toBe(503);
});

test('a server that drains is not ready, answers what runs and what still comes, and sends subscribers elsewhere', async () => {
  const { subgraph, server, url } = await serve({ farewell: 20_000 });
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const closed = once(socket, 'close');
  await once(socket, 'open');
  const running = post(url, '{"query":"mutation { later }"}');
  await eventually(() => subgraph.state.asked === 1);
  const drained = server.close({ drainSeconds: 30 });
  expect((await closed)[0]).toBe(1012);
  const [ready, asked] = await Promise.all([fetch(`${url}/readyz`), post(url, '{"query":"{ who }"}')]);
  expect([ready.status, asked.status, asked.headers.get('connection')]).toEqual([503, 200, 'close']);
  const late = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  expect(String((await once(late, 'error'))[0])).toContain('503');
  subgraph.release();
  expect((await said(await running)).data).toEqual({ later: 'the only one' });
  await drained;
});

test('a server that drains is gone for all but what still runs', async () => {
  const { subgraph, server, url } = await serve();
  const running = post(url, '{"query":"mutation { later }"}');
  await eventually(() => subgraph.state.asked === 1);
  const drained = server.close();
  await eventually(() =>
    fetch(`${url}/healthz`).then(
      () => false,
      () => true,
    ),
  );
  subgraph.release();
  expect((await said(await running)).data).toEqual({ later: 'the only one' });
  await drained;
});

test('what does not end in time is broken off', async () => {
  const { subgraph, server, url } = await serve();
  const running = post(url, '{"query":"{ later }"}').then(
    () => 'answered',
    () => 'broken off',
  );
  await eventually(() => subgraph.state.asked === 1);
  const begun = Date.now();
  await server.close({ drainSeconds: 0.3 });
  expect(Date.now() - begun).toBeLessThan(10_000);
  expect(await running).toBe('broken off');
});
