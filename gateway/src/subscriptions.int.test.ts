import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { guest } from '@micromart/auth';
import type { Client } from 'graphql-ws';
import { type TestGateway, testGateway } from './testing/gateway.ts';
import { aliceViewer } from './testing/identity.ts';
import { followed, followWithoutReading, LIVE, liveClient, next } from './testing/live.ts';
import { until } from './testing/until.ts';

let gateway: TestGateway;
let clients: Client[] = [];
beforeEach(async () => {
  gateway = await testGateway({ WEBSOCKET_MAX_OPERATIONS: 3 });
});
afterEach(async () => {
  for (const client of clients) await client.dispose();
  clients = [];
  await gateway.close();
});

function connect(connectionParams: Record<string, unknown> = {}, closed: (event: unknown) => void = () => undefined, retryAttempts = 0): Client {
  const client = liveClient(gateway, { connectionParams, retryAttempts, on: { closed } });
  clients.push(client);
  return client;
}

/** What a stream ends with. */
const fault = async (results: AsyncIterableIterator<unknown>): Promise<unknown> => {
  try {
    while ((await results.next()).done !== true);
    return undefined;
  } catch (error) {
    return error;
  }
};
const withCode = (code: string) => [expect.objectContaining({ extensions: expect.objectContaining({ code }) })];

test('each event is completed from other subgraphs, with aliases, fragments and variables', async () => {
  const results = connect({ authorization: gateway.bearer() }).iterate({ query: LIVE, variables: { id: 'ord_1' } });
  const first = next(results);
  await followed(gateway);
  gateway.shop.push({ id: 'ord_1', status: 'PLACED', total: 200, product: { id: 'prd_9' } });
  expect(await first).toEqual({ data: { orderUpdated: { id: 'ord_1', state: 'PLACED', fee: 20, product: { name: 'Product prd_9' } } } });
  gateway.shop.push({ id: 'ord_1', status: 'CONFIRMED', total: 300 });
  expect(await next(results)).toEqual({ data: { orderUpdated: { id: 'ord_1', state: 'CONFIRMED', fee: 30, product: null } } });
  const asked = gateway.shop.subgraph('payments').asked.at(-1);
  expect(gateway.viewerIn(asked?.passport ?? '').userId).toBe(aliceViewer.userId);
  gateway.shop.cut();
  expect(await results.next()).toEqual({ done: true, value: undefined });
});

test('the access token of an order travels with a subscription', async () => {
  const results = connect().iterate({ query: 'subscription { orderUpdated(id: "1", accessToken: "secret") { id } }' });
  const first = next(results);
  await followed(gateway);
  const passport = gateway.shop.subgraph('orders').asked[0]?.passport ?? '';
  expect(gateway.viewerIn(passport)).toEqual({ ...guest, orderTokens: ['secret'] });
  gateway.shop.push({ id: '1' });
  await first;
});

test('an error in one event leaves the stream open', async () => {
  const results = connect().iterate({ query: LIVE, variables: { id: 'ord_1' } });
  const first = next(results);
  await followed(gateway);
  const shop = gateway.shop.subgraph('shop');
  shop.instead = async () => {
    throw new Error('connect ECONNREFUSED 10.1.2.3');
  };
  const event = { id: 'ord_1', status: 'PLACED', total: 10, product: { id: 'prd_9' } };
  gateway.shop.push(event);
  const { data, errors } = await first;
  expect(data).toEqual({ orderUpdated: { id: 'ord_1', state: 'PLACED', fee: 1, product: { name: null } } });
  expect(errors).toEqual([
    { message: 'shop does not answer at the moment', path: ['orderUpdated', 'product', 'name'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } },
  ]);
  shop.instead = undefined;
  gateway.shop.push(event);
  expect((await next(results)).errors).toBeUndefined();
});

test('what a subgraph refuses to stream ends with its code', async () => {
  const orders = gateway.shop.subgraph('orders');
  orders.instead = async () => ({ data: null, errors: [{ message: 'not yours', path: ['orderUpdated'], extensions: { code: 'FORBIDDEN' } }] });
  const results = connect().iterate({ query: LIVE, variables: { id: 'ord_1' } });
  const refusal = { message: 'not yours', path: ['orderUpdated'], extensions: { code: 'FORBIDDEN' } };
  expect(await next(results)).toEqual({ data: null, errors: [refusal] });
  expect((await results.next()).done).toBe(true);
});

test('a client that leaves ends the stream of the subgraph', async () => {
  const results = connect().iterate({ query: LIVE, variables: { id: 'ord_1' } });
  void results.next();
  await followed(gateway);
  await results.return?.();
  await until(() => gateway.shop.streams() === 0);
});

test('a subscription ends when its token does, and the connection after it', async () => {
  let close: unknown;
  const results = connect({ authorization: gateway.bearer(5) }, event => (close = event)).iterate({ query: LIVE, variables: { id: 'ord_1' } });
  const ended = fault(results);
  await followed(gateway);
  expect(await ended).toEqual(withCode('UNAUTHENTICATED'));
  await until(() => gateway.shop.streams() === 0);
  await until(() => close !== undefined);
});

test('a connection with a bad token is closed with 4401', async () => {
  let close: { code?: number } | undefined;
  const results = connect({ authorization: 'Bearer stolen' }, event => (close = event as { code: number })).iterate({ query: '{ whoami }' });
  await fault(results);
  expect(close?.code).toBe(4401);
});

test('one operation may come with a token of its own', async () => {
  const results = connect().iterate({ query: '{ whoami }', extensions: { authorization: gateway.bearer() } });
  const { data } = await next<{ whoami: string }>(results as never);
  expect(gateway.viewerIn(data?.whoami ?? '').userId).toBe(aliceViewer.userId);
  expect(await fault(connect().iterate({ query: '{ whoami }', extensions: { authorization: 'Bearer stolen' } }))).toEqual(
    withCode('UNAUTHENTICATED'),
  );
});

test('queries and mutations on a socket have the same limits', async () => {
  const client = connect();
  expect(await next(client.iterate({ query: 'mutation { orderPlace { id paymentStatus } }' }))).toEqual({
    data: { orderPlace: { id: 'ord_new', paymentStatus: 'PAID' } },
  });
  expect(await fault(client.iterate({ query: '{ orders(first: 99999) { nodes { id } } }' }))).toEqual(withCode('QUERY_TOO_COMPLEX'));
  expect(await fault(client.iterate({ query: '{ nothing }' }))).toEqual(withCode('GRAPHQL_VALIDATION_FAILED'));
  expect(await fault(client.iterate({ query: '{ order(id: "1") { total: id } }' }))).toEqual(withCode('BAD_USER_INPUT'));
});

test('one connection runs a few operations at a time', async () => {
  const client = connect();
  for (let i = 0; i < 3; i += 1) void client.iterate({ query: LIVE, variables: { id: 'ord_1' } }).next();
  await until(() => gateway.shop.streams() === 3);
  expect(await fault(client.iterate({ query: LIVE, variables: { id: 'ord_1' } }))).toEqual(withCode('RATE_LIMITED'));
});

test('a client that does not read is disconnected, and its streams end', async () => {
  await followWithoutReading(gateway);
  expect(await gateway.registry.getSingleMetricAsString('micromart_gateway_backlogs_total')).toContain('micromart_gateway_backlogs_total 1');
});

test('subscribers of a gateway that closes are told to come again', async () => {
  let close: { code?: number } | undefined;
  const results = connect({}, event => (close = event as { code: number })).iterate({ query: LIVE, variables: { id: 'ord_1' } });
  const ended = fault(results);
  await followed(gateway);
  await gateway.gateway.close({ drainSeconds: 5 });
  await ended;
  expect(close?.code).toBe(1012);
});

test('a mutation that runs while the gateway closes is answered before its socket is closed', async () => {
  let release = (): void => undefined;
  const orders = gateway.shop.subgraph('orders');
  orders.instead = () => new Promise(resolve => (release = () => resolve({ data: { orderPlace: { id: 'ord_late' } } })));
  const client = connect({}, undefined, 5);
  const results = client.iterate({ query: 'mutation { orderPlace { id } }' });
  const answer = next(results);
  await until(() => orders.asked.length === 1);
  const closed = gateway.gateway.close({ drainSeconds: 10 });
  release();
  expect(await answer).toEqual({ data: { orderPlace: { id: 'ord_late' } } });
  expect((await results.next()).done).toBe(true);
  await closed;
  expect(orders.asked).toHaveLength(1);
});
