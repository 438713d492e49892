import { describe, expect, test } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse, subscribe, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { guard, permissions, type PermissionTree } from './permissions.ts';
import { admin, everyone, floor, orderDesk, signedIn, staff } from './rules.ts';
import { or } from './shield.ts';
import { guest, type Role, type Viewer } from './viewer.ts';

const typeDefs = parse(`
  type Query { order: Order profile: String stock: Int orders: Int prices: Int reports: Int forgotten: String mixed: Int }
  type Order @key(fields: "id") { id: ID! total: Int notes: String forgotten: Int failing: Int money: Money }
  type Money { amount: String currencyCode: String }
  type Subscription { orderUpdated: Order stockChanged: Int forgotten: Int }
`);
const started: string[] = [];
async function* once<T>(name: string, value: T): AsyncGenerator<T> {
  started.push(name);
  yield value;
}
const order = { id: 'ord_1', total: 5, notes: 'fragile', forgotten: 1, money: { amount: '1.00', currencyCode: 'EUR' } };
const resolvers = {
  Query: {
    order: () => order,
    profile: () => 'me',
    stock: () => 1,
    orders: () => 2,
    prices: () => 3,
    reports: () => 4,
    forgotten: () => 'x',
    mixed: () => 5,
  },
  Order: {
    __resolveReference: () => order,
    failing: () => {
      throw new Error('broken');
    },
  },
  Subscription: {
    orderUpdated: { subscribe: () => once('orderUpdated', { orderUpdated: order }) },
    stockChanged: { subscribe: () => once('stockChanged', { stockChanged: 1 }) },
    forgotten: { subscribe: () => once('forgotten', { forgotten: 1 }) },
  },
};
const tree: PermissionTree = {
  Query: { order: everyone, profile: signedIn, stock: floor, orders: orderDesk, prices: admin, reports: staff, mixed: or(floor, orderDesk) },
  Order: { id: everyone, total: everyone, notes: orderDesk, failing: signedIn, money: everyone },
  Money: everyone,
  Subscription: { orderUpdated: everyone, stockChanged: floor },
};
const build = (of: PermissionTree): GraphQLSchema => guard(buildSubgraphSchema({ typeDefs, resolvers }), permissions(of));
const schema = build(tree);

const viewer = (...roles: readonly Role[]): Viewer => ({ ...guest, userId: 'usr_1', roles });
const ask = (source: string, who: Viewer) => graphql({ schema, source, contextValue: { viewer: who } });
const codeOf = async (source: string, who: Viewer) => (await ask(source, who)).errors?.[0]?.extensions['code'] ?? 'answered';

describe('who may ask for what', () => {
  const viewers = [guest, viewer('customer'), viewer('warehouse'), viewer('support'), viewer('admin')];
  const [LOGIN, NO, YES] = ['UNAUTHENTICATED', 'FORBIDDEN', 'answered'];
  test.each([
    ['order{id}', [YES, YES, YES, YES, YES]],
    ['profile', [LOGIN, YES, YES, YES, YES]],
    ['reports', [LOGIN, NO, YES, YES, YES]],
    ['stock', [LOGIN, NO, YES, NO, YES]],
    ['orders', [LOGIN, NO, NO, YES, YES]],
    ['prices', [LOGIN, NO, NO, NO, YES]],
    ['mixed', [LOGIN, NO, YES, YES, YES]],
    ['order{notes}', [LOGIN, NO, NO, YES, YES]],
    ['order{money{amount currencyCode}}', [YES, YES, YES, YES, YES]],
    ['forgotten', [NO, NO, NO, NO, NO]],
    ['order{forgotten}', [NO, NO, NO, NO, NO]],
  ])('%s: guest, customer, warehouse, support, admin', async (field, expected) => {
    expect(await Promise.all(viewers.map(who => codeOf(`{${field}}`, who)))).toEqual(expected);
  });
});

test('the way through _entities leads through the same rules, and federation itself stays open', async () => {
  const entities = (fields: string) => `{ _entities(representations: [{__typename: "Order", id: "ord_1"}]) { ... on Order { ${fields} } } }`;
  expect((await ask(entities('id total'), guest)).data).toEqual({ _entities: [{ id: 'ord_1', total: 5 }] });
  expect(await codeOf(entities('notes'), viewer('customer'))).toBe('FORBIDDEN');
  expect(await codeOf(entities('forgotten'), viewer('admin'))).toBe('FORBIDDEN');
  expect(await codeOf('{ _service { sdl } }', guest)).toBe('answered');
});

test('a subscription is refused before its source starts', async () => {
  const start = (field: string, who: Viewer) => subscribe({ schema, document: parse(`subscription { ${field} }`), contextValue: { viewer: who } });
  const refused = [await start('stockChanged', guest), await start('stockChanged', viewer('support')), await start('forgotten', viewer('admin'))];
  expect(refused.map(result => (result as ExecutionResult).errors?.[0]?.extensions['code'])).toEqual(['UNAUTHENTICATED', 'FORBIDDEN', 'FORBIDDEN']);
  expect(started).toEqual([]);
  const eventsOf = async (field: string, who: Viewer) => {
    const events: unknown[] = [];
    for await (const event of (await start(field, who)) as AsyncIterable<ExecutionResult>) events.push(event.data);
    return events;
  };
  expect(await eventsOf('orderUpdated { id }', guest)).toEqual([{ orderUpdated: { id: 'ord_1' } }]);
  expect(await eventsOf('stockChanged', viewer('warehouse'))).toEqual([{ stockChanged: 1 }]);
});

test('what a resolver throws arrives as it is', async () => {
  expect((await ask('{ order { failing } }', viewer('customer'))).errors?.[0]?.message).toBe('broken');
});

test('open fields are left as they are, so that long lists stay cheap', () => {
  const fieldsOf = (type: string) => (schema.getType(type) as unknown as { getFields(): Record<string, { resolve?: unknown }> }).getFields();
  expect(fieldsOf('Order')['total']?.resolve).toBeUndefined();
  expect(fieldsOf('Money')['amount']?.resolve).toBeUndefined();
  expect(fieldsOf('Order')['notes']?.resolve).toBeDefined();
});

test('a rule for a field that the schema does not have is a mistake that is named', () => {
  expect(() => build({ ...tree, Money: { amuont: everyone } })).toThrow('Money.amuont');
  expect(() => build({ ...tree, Mony: everyone })).toThrow('Mony');
});
