import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SubgraphUnavailable } from '@micromart/service';
import type { Client } from 'graphql-ws';
import { type TestGateway, testGateway } from './testing/gateway.ts';
import { aliceViewer } from './testing/identity.ts';
import { followed, LIVE, liveClient, next } from './testing/live.ts';
import { until } from './testing/until.ts';

let gateway: TestGateway;
let client: Client;
beforeEach(async () => {
  gateway = await testGateway();
  client = liveClient(gateway, { connectionParams: { authorization: gateway.bearer() } });
});
afterEach(async () => {
  await client.dispose();
  await gateway.close();
});

const live = () => client.iterate({ query: LIVE, variables: { id: 'ord_1' } });

test('a stream that the subgraph loses is opened again with a passport of its own, and goes on with the state as it is then', async () => {
  const orders = gateway.shop.subgraph('orders');
  const results = live();
  const first = next(results);
  await followed(gateway);
  gateway.shop.push({ id: 'ord_1', status: 'PLACED', total: 10 });
  expect((await first).data).toMatchObject({ orderUpdated: { state: 'PLACED' } });
  const second = next(results);
  for (const again of [2, 3]) {
    gateway.shop.cut(new Error('socket hang up at 10.1.2.3'));
    await until(() => gateway.shop.streams() === 1 && orders.asked.length === again);
  }
  gateway.shop.push({ id: 'ord_1', status: 'CONFIRMED', total: 10 });
  expect((await second).data).toMatchObject({ orderUpdated: { state: 'CONFIRMED' } });
  expect(orders.asked.map(({ passport }) => gateway.viewerIn(passport).userId)).toEqual(Array.from({ length: 3 }, () => aliceViewer.userId));
  expect(orders.asked.map(({ missedFor }) => missedFor !== undefined && missedFor >= 10_000)).toEqual([false, true, true]);
  expect(await gateway.registry.getSingleMetricAsString('micromart_gateway_streams_lost_total')).toContain('{subgraph="orders"} 1');
});

test('a stream that cannot be opened again within ten seconds ends with SUBGRAPH_UNAVAILABLE, and no word of an address', async () => {
  const orders = gateway.shop.subgraph('orders');
  const results = live();
  const lost = results.next().catch((error: unknown) => error);
  await followed(gateway);
  orders.instead = () => Promise.reject(new SubgraphUnavailable('orders', { cause: new Error('ECONNREFUSED 10.1.2.3') }));
  const begun = Date.now();
  gateway.shop.cut(new Error('socket hang up at 10.1.2.3'));
  expect(await lost).toEqual([expect.objectContaining({ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } })]);
  expect(Date.now() - begun).toBeGreaterThan(7_000);
  expect(JSON.stringify(await lost)).not.toContain('10.1.2.3');
  expect(orders.asked.length).toBeGreaterThan(4);
});

test('a subgraph that is there and cannot read its data yet is asked again', async () => {
  const orders = gateway.shop.subgraph('orders');
  const results = live();
  const first = next(results);
  await followed(gateway);
  const away = { message: 'a part of the shop does not answer', path: ['orderUpdated'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
  orders.instead = async () => ({ data: null, errors: [away] });
  gateway.shop.cut(new Error('lost'));
  await until(() => orders.asked.length === 3);
  orders.instead = undefined;
  await followed(gateway);
  gateway.shop.push({ id: 'ord_1', status: 'SHIPPED', total: 10 });
  expect(await first).toMatchObject({ data: { orderUpdated: { state: 'SHIPPED' } } });
});

test('a client that leaves while a stream is being opened again leaves nothing behind', async () => {
  const orders = gateway.shop.subgraph('orders');
  const results = live();
  void results.next();
  await followed(gateway);
  orders.instead = () => Promise.reject(new SubgraphUnavailable('orders'));
  gateway.shop.cut(new Error('lost'));
  await until(() => orders.asked.length > 2);
  await results.return?.();
  orders.instead = undefined;
  await until(async () => /_subscriptions 0/.test(await gateway.registry.getSingleMetricAsString('micromart_gateway_subscriptions')));
  expect(gateway.shop.streams()).toBe(0);
});

test('what a client says that it missed is passed on, within a minute', async () => {
  const orders = gateway.shop.subgraph('orders');
  for (const missedFor of [5_000, 1e9, -1, 'long', undefined]) {
    void client.iterate({ query: LIVE, variables: { id: 'ord_1' }, extensions: { missedFor } }).next();
  }
  await until(() => orders.asked.length === 5);
  expect(orders.asked.map(({ missedFor }) => missedFor)).toEqual([5_000, 60_000, undefined, undefined, undefined]);
});
