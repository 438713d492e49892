import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLogger, httpAskShop, SubgraphUnavailable } from '@micromart/service';
import { followed, followWithoutReading, LIVE, liveClient, next } from './testing/live.ts';
import { testShop } from './testing/shop.ts';
import { type SplitShop, splitShop } from './testing/split.ts';
import { until } from './testing/until.ts';

let gateway: SplitShop;
beforeEach(async () => {
  gateway = await splitShop({ SUBGRAPH_MAX_REQUESTS: 200, SUBGRAPH_TIMEOUT: 5_000 });
});
afterEach(() => gateway.close());

const PAGE = '{ order(id: "ord_1") { id paymentStatus fee lines { product { name } } } }';

/** The entrance for subgraphs, and the shop as one of them asks it. */
async function fromInside() {
  const internal = await gateway.gateway.listenInternal(0, '127.0.0.1');
  return { internal, shop: httpAskShop({ urls: [internal], logger: createLogger({ level: 'silent', name: 'test' }) }) };
}

test('one query reads from three processes', async () => {
  const { data, errors } = await gateway.ask(PAGE);
  expect(errors).toEqual([]);
  expect(data).toEqual({ order: { id: 'ord_1', paymentStatus: 'PAID', fee: 10, lines: [{ product: { name: 'Product prd_1' } }] } });
});

test('subscribers of a subgraph that is killed go on with the process that takes its place', async () => {
  const client = liveClient(gateway);
  const results = client.iterate({ query: LIVE, variables: { id: 'ord_1' } });
  const first = next(results);
  await followed(gateway);
  gateway.shop.push({ id: 'ord_1', status: 'PLACED', total: 10 });
  expect((await first).data).toMatchObject({ orderUpdated: { state: 'PLACED' } });
  const second = next(results);
  await gateway.kill('orders');
  await until(() => gateway.shop.streams() === 0);
  const successor = testShop();
  await gateway.start('orders', successor);
  await until(() => successor.streams() === 1);
  successor.push({ id: 'ord_1', status: 'CONFIRMED', total: 20 });
  expect((await second).data).toEqual({ orderUpdated: { id: 'ord_1', state: 'CONFIRMED', fee: 2, product: null } });
  await results.return?.();
  await until(() => successor.streams() === 0);
  await client.dispose();
});

test('a subscription to a subgraph that is not there is told so at once', async () => {
  await gateway.kill('orders');
  const client = liveClient(gateway);
  const begun = Date.now();
  const code = { extensions: { code: 'SUBGRAPH_UNAVAILABLE' } };
  await expect(client.iterate({ query: LIVE, variables: { id: 'ord_1' } }).next()).rejects.toEqual([expect.objectContaining(code)]);
  expect(Date.now() - begun).toBeLessThan(3_000);
  await client.dispose();
});

test('a client that does not read is disconnected, and the subgraph sends it nothing more', async () => {
  await followWithoutReading(gateway);
  expect(await gateway.registry.getSingleMetricAsString('micromart_gateway_backlogs_total')).toContain('micromart_gateway_backlogs_total 1');
});

test('a subgraph that takes requests and never answers is left alone after a moment, and holds nobody else up', async () => {
  const shop = gateway.shop.subgraph('shop');
  const others = '{ order(id: "ord_1") { id paymentStatus fee } }';
  const timed = async (query: string): Promise<number> => {
    const begun = performance.now();
    const answer = await gateway.ask(query);
    expect(answer.errors.every(({ extensions }) => extensions['code'] === 'SUBGRAPH_UNAVAILABLE')).toBe(true);
    return performance.now() - begun;
  };
  const usualTime = async (query: string): Promise<number> => {
    const times: number[] = [];
    for (let i = 0; i < 100; i += 1) times.push(await timed(query));
    return times.toSorted((a, b) => a - b)[50] ?? 0;
  };
  await usualTime(others);
  const usual = await usualTime(others);
  shop.instead = () => new Promise(() => undefined);
  const hanging = Array.from({ length: 150 }, () => timed(PAGE));
  await until(() => shop.asked.length >= 64);
  const beside = await usualTime(others);
  // what is waited for takes five seconds; a small machine does other things as well
  expect(beside).toBeLessThan(Math.max(usual * 4, 500));
  const quick = async (): Promise<number> =>
    (await Promise.all(Array.from({ length: 10 }, () => timed(PAGE)))).filter(milliseconds => milliseconds < 1_500).length;
  // one goes ahead to see how the subgraph is
  await until(async () => (await quick()) >= 9);
  await Promise.all(hanging);
  shop.instead = undefined;
  await until(async () => (await gateway.ask(PAGE)).errors.length === 0);
});

test('subgraphs ask through an entrance of their own, with the passport of the caller and without public limits', async () => {
  const { internal, shop } = await fromInside();
  const query = `{ whoami ${'order(id: "1") { id } '.repeat(50)} }`;
  const answer = await shop.ask({ query, passport: 'of the caller', timeout: 5_000 });
  expect(answer.data).toEqual({ whoami: 'of the caller', order: { id: '1' } });
  const refused = await fetch(`${internal}/graphql`, { method: 'POST', body: '{"query":"{ whoami }"}', headers: { authorization: 'Bearer a.b.c' } });
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  expect(await (await fetch(`${internal}/readyz`)).text()).toBe('{"status":"ready"}\n');
  expect(await (await fetch(`${internal}/metrics`)).text()).toContain('micromart_gateway_operations_total');
  // beside an entrance of their own, what clients reach is not the place for them
  expect((await fetch(`${gateway.url}/metrics`)).status).toBe(404);
  expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
  const outside = await gateway.ask('{ whoami }', { headers: { authorization: 'Passport of.the.caller' } });
  expect([outside.status, outside.errors[0]?.extensions['code']]).toEqual([401, 'UNAUTHENTICATED']);
  const orders = gateway.shop.subgraph('orders');
  orders.instead = () => new Promise(() => undefined);
  await expect(shop.ask({ query: '{ whoami }', passport: 'of the caller', timeout: 100 })).rejects.toThrow(SubgraphUnavailable);
  await shop.close();
});

test('a question that subgraphs ask on behalf of a request is answered while the gateway closes', async () => {
  const { internal, shop } = await fromInside();
  const orders = gateway.shop.subgraph('orders');
  let release = (): void => undefined;
  orders.instead = async () => {
    await new Promise<void>(resolve => (release = resolve));
    orders.instead = undefined;
    const asked = await shop.ask({ query: '{ product(id: "x") { name } }', passport: 'of the caller', timeout: 5_000 });
    return { data: { whoami: JSON.stringify(asked.data) } };
  };
  const running = gateway.ask('{ whoami }');
  await until(() => orders.asked.length === 1);
  const closed = gateway.gateway.close({ drainSeconds: 10 });
  await until(async () => (await fetch(`${internal}/readyz`)).status === 503);
  release();
  expect((await running).data).toEqual({ whoami: '{"product":{"name":"Product x"}}' });
  await closed;
  await shop.close();
});
