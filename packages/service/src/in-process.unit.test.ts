import { afterEach, describe, expect, test } from '@jest/globals';
import { generatePassportKeys, guest, passportIssuer, passportReader } from '@micromart/auth';
import { currentCause, WorldFault } from '@micromart/messaging';
import { buildSchema, GraphQLError, type GraphQLFieldResolver } from 'graphql';
import { SubgraphUnavailable } from './connection.ts';
import { badUserInput } from './faults.ts';
import { inProcessConnection } from './in-process.ts';
import { createLogger } from './logger.ts';

const schema = buildSchema(`
  scalar Broken
  type Query { echo(text: String!): String  count(by: Int!): Int  fail(how: String!): String  trace: String }
  type Subscription { ticks(count: Int!): Tick }
  type Tick { number: Int  loads: Int }
`);
const faults: Readonly<Record<string, () => unknown>> = {
  bug: () => new TypeError('SELECT secret FROM user at db.internal:5432'),
  away: () => new SubgraphUnavailable('the shop', { cause: new Error('ECONNREFUSED 10.0.0.7') }),
  world: () => new WorldFault('Redis at 10.0.0.8 is loading'),
  postgres: () => Object.assign(new Error('connect ECONNREFUSED 10.0.0.9:5432'), { code: 'ECONNREFUSED' }),
  refused: () => badUserInput('no such thing', ['how']),
  uncoded: () => new GraphQLError('a resolver of ours spoke of db.internal'),
};

const state = { opened: 0, returned: 0 };
interface Loaders {
  asked: number;
}
/** Counts how often its context's loaders were asked. */
const loads = (_: unknown, loaders: Loaders): number => (loaders.asked += 1);

async function* ticks(count: number) {
  try {
    for (let number = 1; number <= count; number += 1) yield { ticks: { number, loads } };
    if (count === 0) throw new Error('connection to 10.0.0.1 lost');
  } finally {
    state.returned += 1;
  }
}

const resolvers: Readonly<Record<string, GraphQLFieldResolver<unknown, Loaders>>> = {
  echo: (_, { text }) => text,
  count: (_, { by }) => by,
  fail: (_, { how }) => {
    throw faults[how]?.();
  },
  trace: () => JSON.stringify(currentCause()),
};
for (const [name, resolve] of Object.entries(resolvers)) Object.assign(schema.getQueryType()?.getFields()[name] ?? {}, { resolve });
const subscribe: GraphQLFieldResolver<unknown, Loaders> = (_, { count }) => {
  state.opened += 1;
  return ticks(count);
};
Object.assign(schema.getSubscriptionType()?.getFields()['ticks'] ?? {}, { subscribe });

const keys = generatePassportKeys();
const passport = passportIssuer(keys).issue(guest);
const connection = inProcessConnection({
  name: 'orders',
  schema,
  passports: passportReader({ publicKeys: [keys.publicKey] }),
  contextOf: () => ({ asked: 0 }),
  logger: createLogger({ level: 'silent', name: 'test' }),
});
const ask = (query: string, variables: Record<string, unknown> = {}, more: object = {}) =>
  connection.execute({ query, variables, passport, ...more });
const faultOf = async (answer: ReturnType<typeof ask>) => {
  const [error] = (await answer).errors ?? [];
  return [error?.extensions?.['code'], error?.message];
};
afterEach(() => void Object.assign(state, { opened: 0, returned: 0 }));

describe('what of a fault leaves a subgraph', () => {
  test.each([
    ['bug', 'INTERNAL', 'something went wrong on our side'],
    ['uncoded', 'INTERNAL', 'something went wrong on our side'],
    ['away', 'SUBGRAPH_UNAVAILABLE', 'the shop does not answer at the moment'],
    ['world', 'SUBGRAPH_UNAVAILABLE', 'a part of the shop does not answer at the moment'],
    ['postgres', 'SUBGRAPH_UNAVAILABLE', 'a part of the shop does not answer at the moment'],
    ['refused', 'BAD_USER_INPUT', 'no such thing'],
  ])('of %s is %s, and no word of where it runs', async (how, code, message) => {
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
  ])('is the caller’s for %s', async (_, query, variables) => {
    expect((await faultOf(ask(query, variables)))[0]).toBe('BAD_USER_INPUT');
  });
});

describe('at the border', () => {
  test('nobody enters without a passport', async () => {
    for (const bad of ['', 'a.b.c', passportIssuer(generatePassportKeys()).issue(guest)]) {
      expect((await faultOf(ask('{ trace }', {}, { passport: bad })))[0]).toBe('UNAUTHENTICATED');
    }
  });
  test('text that cannot be stored is refused by name', async () => {
    expect(await faultOf(ask('query ($text: String!) { echo(text: $text) }', { text: 'half \ud83d' }))).toEqual([
      'BAD_USER_INPUT',
      expect.stringMatching(/^text has characters/),
    ]);
    expect((await faultOf(ask('{ echo(text: "a\\u0000") }')))[0]).toBe('BAD_USER_INPUT');
    expect((await ask('{ echo(text: "👍") }')).data).toEqual({ echo: '👍' });
  });
  test('what a request brings about knows the request', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const { data } = await ask('{ trace }', {}, { traceparent });
    expect(JSON.parse(String(data?.['trace']))).toEqual({ causationId: '4bf92f3577b34da6a3ce929d0e0e4736', traceparent });
  });
});

describe('a subscription', () => {
  const follow = (count: number) =>
    connection.subscribe({ query: 'subscription ($count: Int!) { ticks(count: $count) { number loads } }', variables: { count }, passport });

  test('gives each event loaders of its own, so that none shows what another remembered', async () => {
    const feed = follow(2);
    expect((await feed.next()).value).toEqual({ data: { ticks: { number: 1, loads: 1 } } });
    expect((await feed.next()).value).toEqual({ data: { ticks: { number: 2, loads: 1 } } });
    await feed.return?.();
    expect(state).toEqual({ opened: 1, returned: 1 });
  });
  test('that is let go of ends', async () => {
    const feed = follow(1);
    await feed.next();
    await feed.return?.();
    expect(await feed.next()).toEqual({ done: true, value: undefined });
  });
  test('whose source breaks says which subgraph is away, and nothing of its address', async () => {
    await expect(follow(0).next()).rejects.toMatchObject({ name: 'SubgraphUnavailable', message: 'orders does not answer at the moment' });
  });
  test('that does not fit is refused in its first answer', async () => {
    const feed = connection.subscribe({ query: 'subscription { ticks(count: "x") { number } }', passport });
    expect((await feed.next()).value.errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT' });
    expect((await feed.next()).done).toBe(true);
    expect(state.opened).toBe(0);
  });
});
