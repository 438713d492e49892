import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { SubgraphUnavailable } from '@micromart/service';
import { type TestGateway, testGateway } from './testing/gateway.ts';
import { aliceViewer } from './testing/identity.ts';
import type { TestShop } from './testing/shop.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await testGateway({ SUBGRAPH_TIMEOUT: 200 });
});
afterAll(() => gateway.close());
beforeEach(() => {
  for (const connection of gateway.shop.connections.values()) {
    connection.asked.length = 0;
    connection.instead = undefined;
  }
});

const subgraph: TestShop['subgraph'] = name => gateway.shop.subgraph(name);

test('one query reads from three subgraphs, and each is told who asks and in which trace', async () => {
  const answer = await gateway.ask('query Page($id: ID!) { order(id: $id) { id paymentStatus fee lines { product { name } } } }', {
    variables: { id: 'ord_1' },
    headers: { authorization: gateway.bearer(), traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
  });
  expect(answer.errors).toEqual([]);
  expect(answer.data).toEqual({ order: { id: 'ord_1', paymentStatus: 'PAID', fee: 10, lines: [{ product: { name: 'Product prd_1' } }] } });
  expect(answer.headers.get('x-request-id')).toBe('0af7651916cd43dd8448eb211c80319c');
  for (const name of ['orders', 'payments', 'shop'] as const) {
    const [asked, ...more] = subgraph(name).asked;
    expect(more).toEqual([]);
    expect(gateway.viewerIn(asked?.passport ?? '')).toEqual(expect.objectContaining(aliceViewer));
    expect(asked?.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01$/);
  }
});

test('a subgraph that is down nulls its fields, each with SUBGRAPH_UNAVAILABLE, and nothing beside them', async () => {
  subgraph('shop').instead = async () => {
    throw new SubgraphUnavailable('shop', { cause: new Error('connect ECONNREFUSED 10.1.2.3:8082') });
  };
  const answer = await gateway.ask('{ order(id: "ord_1") { id lines { product { id name price } } } product(id: "x") { id } }');
  expect(answer.status).toBe(200);
  expect(answer.data).toEqual({ order: { id: 'ord_1', lines: [{ product: { id: 'prd_1', name: null, price: null } }] }, product: null });
  const message = 'shop does not answer at the moment';
  const extensions = { code: 'SUBGRAPH_UNAVAILABLE' };
  expect(answer.errors).toHaveLength(3);
  expect(answer.errors).toEqual(
    expect.arrayContaining([
      { message, path: ['product'], extensions },
      { message, path: ['order', 'lines', 0, 'product', 'name'], extensions },
      { message, path: ['order', 'lines', 0, 'product', 'price'], extensions },
    ]),
  );
  expect(answer.text).not.toMatch(/10\.1\.2\.3|ECONNREFUSED|stack/);
});

test('a subgraph that does not answer in time is unavailable', async () => {
  subgraph('shop').instead = () => new Promise(() => undefined);
  const answer = await gateway.ask('{ product(id: "x") { id } }');
  expect(answer.data).toEqual({ product: null });
  expect(answer.errors[0]?.extensions).toEqual({ code: 'SUBGRAPH_UNAVAILABLE' });
});

test('a mutation is sent once, whatever becomes of it', async () => {
  subgraph('orders').instead = async () => {
    throw new SubgraphUnavailable('orders');
  };
  const answer = await gateway.ask('mutation { orderPlace { id } }');
  expect(answer.errors[0]?.extensions['code']).toBe('SUBGRAPH_UNAVAILABLE');
  expect(subgraph('orders').asked).toHaveLength(1);
});

test('a subgraph that failed again and again is left alone for a moment, and tried again then', async () => {
  subgraph('shop').instead = async () => {
    throw new SubgraphUnavailable('shop');
  };
  const ask = () => gateway.ask('{ product(id: "x") { id } }');
  for (let i = 0; i < 15; i += 1) expect((await ask()).errors[0]?.extensions['code']).toBe('SUBGRAPH_UNAVAILABLE');
  expect(subgraph('shop').asked.length).toBeLessThan(15);
  subgraph('shop').instead = undefined;
  const deadline = Date.now() + 5_000;
  while ((await ask()).errors.length > 0) expect(Date.now()).toBeLessThan(deadline);
});

test('promised codes of a subgraph reach the client, all else is INTERNAL without a word of its cause', async () => {
  const failing = (code: string) => async () => ({
    data: { product: null },
    errors: [
      {
        message: `told by ${code}`,
        path: ['product'],
        extensions: { code, field: ['id'], stacktrace: ['at db.ts:1'], response: { url: 'http://10.1.2.3' } },
      },
    ],
  });
  for (const code of ['BAD_USER_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN']) {
    subgraph('shop').instead = failing(code);
    const { errors } = await gateway.ask('{ product(id: "x") { id } }');
    expect(errors).toEqual([{ message: `told by ${code}`, path: ['product'], extensions: { code, field: ['id'] } }]);
  }
  for (const code of ['P2002', 'GRAPHQL_VALIDATION_FAILED']) {
    subgraph('shop').instead = failing(code);
    const { errors, headers } = await gateway.ask('{ product(id: "x") { id } }');
    const requestId = headers.get('x-request-id');
    expect(errors).toEqual([{ message: 'Something went wrong on our side', path: ['product'], extensions: { code: 'INTERNAL', requestId } }]);
  }
});

test('a variable that does not fit is BAD_USER_INPUT, and no subgraph hears of it', async () => {
  const answer = await gateway.ask('query Q($id: ID!) { order(id: $id) { id } }', { variables: { id: null } });
  expect(answer.status).toBe(400);
  expect(answer.errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
  expect(subgraph('orders').asked).toEqual([]);
});

test('our own questions take the same way with the passport of the caller, without the public limits', async () => {
  const narrow = await testGateway({ QUERY_MAX_DEPTH: 1, RATE_LIMIT_PER_ADDRESS: 1, SUBGRAPH_TIMEOUT: 100 });
  const question = {
    query: 'query Q($id: ID!) { order(id: $id) { id paymentStatus } whoami }',
    variables: { id: 'ord_7' },
    passport: 'of the caller',
  };
  for (let i = 0; i < 3; i += 1) {
    const answer = await narrow.gateway.internalQuery({ ...question, timeout: 1_000 });
    expect(answer).toEqual({ data: { order: { id: 'ord_7', paymentStatus: 'PAID' }, whoami: 'of the caller' } });
  }
  narrow.shop.subgraph('orders').instead = () => new Promise(() => undefined);
  await expect(narrow.gateway.internalQuery({ ...question, timeout: 20 })).rejects.toThrow(SubgraphUnavailable);
  await narrow.close();
});
