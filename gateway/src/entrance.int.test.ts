import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { type TestGateway, testGateway } from './testing/gateway.ts';
import { aliceViewer } from './testing/identity.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await testGateway({ CORS_ORIGINS: ['https://shop.example.test'], QUERY_MAX_BYTES: 10_000 });
});
afterAll(() => gateway.close());

const orders = () => gateway.shop.subgraph('orders').asked;
const lastViewer = () => gateway.viewerIn(orders().at(-1)?.passport ?? '');

test('nobody is a guest, and a token that is not good is refused with its reason', async () => {
  await gateway.ask('{ whoami }');
  expect(lastViewer().userId).toBeNull();
  for (const authorization of ['Bearer stolen', 'Basic YWRtaW46YWRtaW4=', 'Bearer', 'Bearer a b']) {
    const answer = await gateway.ask('{ whoami }', { headers: { authorization } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    expect(answer.errors[0]?.extensions).toEqual({ code: 'UNAUTHENTICATED', reason: expect.stringMatching(/token/) });
  }
});

test('a passport is no token', async () => {
  await gateway.ask('{ whoami }', { headers: { authorization: gateway.bearer() } });
  const passport = orders().at(-1)?.passport ?? '';
  expect(lastViewer()).toEqual(expect.objectContaining(aliceViewer));
  const answer = await gateway.ask('{ whoami }', { headers: { authorization: `Bearer ${passport}` } });
  expect(answer.errors[0]?.extensions['code']).toBe('UNAUTHENTICATED');
});

test('every accessToken of a request travels in the passport: literals, variables, fields of inputs, defaults', async () => {
  const rows: [string, Record<string, unknown>, string[]][] = [
    ['{ order(id: "1", accessToken: "lit") { id } }', {}, ['lit']],
    ['query Q($t: String) { order(id: "1", accessToken: $t) { id } }', { t: 'var' }, ['var']],
    ['query Q($t: String = "def") { order(id: "1", accessToken: $t) { id } }', {}, ['def']],
    ['mutation M($i: OrderCancelInput!) { orderCancel(input: $i) { id } }', { i: { id: '1', accessToken: 'input' } }, ['input']],
    ['mutation M($t: String) { orderCancel(input: { id: "1", accessToken: $t }) { id } }', { t: 'inner' }, ['inner']],
    ['{ order(id: "1", accessToken: "lit") { id } }', { accessToken: 'not asked for' }, ['lit']],
    ['{ order(id: "1") { id } }', {}, []],
  ];
  for (const [query, variables, expected] of rows) {
    const { errors } = await gateway.ask(query, { variables });
    expect(errors).toEqual([]);
    expect(lastViewer().orderTokens).toEqual(expected);
  }
  const many = Array.from({ length: 15 }, (_, i) => `o${i}: order(id: "1", accessToken: "t${i}") { id }`).join(' ');
  await gateway.ask(`{ ${many} }`);
  expect(lastViewer().orderTokens).toHaveLength(10);
});

test('documents that are too large in any way are refused before they are planned', async () => {
  const before = orders().length;
  const rows: [string, number][] = [
    [`{ whoami ${'#'.repeat(10_000)} }`, 413],
    [`{ ${'whoami '.repeat(1_200)} }`, 400],
    [`{ ${Array.from({ length: 21 }, (_, i) => `t${i}: __typename`).join(' ')} }`, 400],
    [`{ order(id: "1") { ${Array.from({ length: 51 }, (_, i) => `t${i}: __typename`).join(' ')} } }`, 400],
    [`{ order(id: "1") { id ${'@skip(if: false)'.repeat(51)} } }`, 400],
    ['{ orders(first: 100) { nodes { lines { product { name } } } } b: orders(first: 99999) { nodes { id } } }', 400],
  ];
  for (const [query, status] of rows) {
    const answer = await gateway.ask(query);
    expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['QUERY_TOO_COMPLEX']);
    expect(answer.status).toBe(status);
  }
  expect(orders().length).toBe(before);
});

test('the size of a page is counted with the variables of the request', async () => {
  const query = 'query Q($n: Int!) { a: orders(first: $n) { nodes { lines { quantity } } } }';
  expect((await gateway.ask(query, { variables: { n: 2 } })).errors).toEqual([]);
  const { errors } = await gateway.ask(query, { variables: { n: 50_000 } });
  expect(errors[0]?.extensions['code']).toBe('QUERY_TOO_COMPLEX');
});

test('an alias that is the name of another field of its type is refused, also of one that clients do not see', async () => {
  for (const query of [
    '{ order(id: "1") { total: id fee } }',
    '{ order(id: "1") { ...F } } fragment F on Order { secret: status }',
    '{ order(id: "1") { __typename: id } }',
  ]) {
    const { errors } = await gateway.ask(query);
    expect(errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  }
  expect((await gateway.ask('{ mine: order(id: "1") { number: id total: total } }')).errors).toEqual([]);
});

test('requests that another site could forge, batches and mutations by GET are refused', async () => {
  const forged = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{"query":"{ whoami }"}' });
  expect([forged.status, await forged.text()]).toEqual([400, expect.stringContaining('CSRF')]);
  expect((await gateway.ask('', { body: [{ query: '{ whoami }' }] })).status).toBe(400);
  const headers = { 'apollo-require-preflight': '1' };
  const byGet = (query: string) => fetch(`${gateway.url}/graphql?query=${encodeURIComponent(query)}`, { headers });
  expect((await byGet('mutation { orderPlace { id } }')).status).toBe(405);
  expect(await (await byGet('{ order(id: "1") { id } }')).json()).toEqual({ data: { order: { id: '1' } } });
});

test('a persisted query is sent once in full and then by its hash', async () => {
  const query = '{ order(id: "persisted") { id } }';
  const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') };
  const unknown = await gateway.ask('', { body: { extensions: { persistedQuery } } });
  expect(unknown.errors[0]?.extensions['code']).toBe('PERSISTED_QUERY_NOT_FOUND');
  expect((await gateway.ask('', { body: { query, extensions: { persistedQuery } } })).errors).toEqual([]);
  expect((await gateway.ask('', { body: { extensions: { persistedQuery } } })).data).toEqual({ order: { id: 'persisted' } });
});

test('what is no GraphQL is said with the place where it goes wrong', async () => {
  const parse = await gateway.ask('{ order(id: }');
  expect([parse.status, parse.errors[0]?.extensions]).toEqual([400, { code: 'GRAPHQL_PARSE_FAILED' }]);
  const unknown = await gateway.ask('{ ordre }');
  expect(unknown.errors[0]).toEqual(
    expect.objectContaining({ locations: [{ line: 1, column: 3 }], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }),
  );
  expect((await gateway.ask('query A { whoami } query B { whoami }')).errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  expect((await gateway.ask('subscription { orderUpdated(id: "1") { id } }')).errors[0]?.message).toContain('WebSocket');
  const garbage = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":' });
  expect([garbage.status, await garbage.text()]).toEqual([400, expect.stringContaining('BAD_USER_INPUT')]);
});

test('the schema is told only where that is wanted, and not by suggestions either', async () => {
  const open = await gateway.ask('{ __schema { queryType { name } } ordre }');
  expect(open.errors[0]?.message).toContain('Did you mean');
  const closed = await testGateway({ GRAPHQL_INTROSPECTION: false, GRAPHQL_SANDBOX: false });
  expect((await closed.ask('{ __schema { queryType { name } } }')).errors[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  expect((await closed.ask('{ ordre }')).text).not.toContain('Did you mean');
  await closed.close();
});

test('listed origins may read answers, others may not', async () => {
  const from = (origin: string, method = 'OPTIONS') => fetch(`${gateway.url}/graphql`, { method, headers: { origin } });
  const allowed = await from('https://shop.example.test');
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get('access-control-allow-origin')).toBe('https://shop.example.test');
  expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
  expect((await from('https://evil.example.test')).headers.get('access-control-allow-origin')).toBeNull();
});

test('a browser is shown Apollo Sandbox', async () => {
  const page = await fetch(`${gateway.url}/graphql`, { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } });
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(await page.text()).toContain('EmbeddedSandbox');
});
