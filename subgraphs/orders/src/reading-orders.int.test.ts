import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '@micromart/auth';
import { ada, alice, bob, susan, walter } from '@micromart/service/testing';
import { codesOf, dataOf, openOrdersWorld, type OrdersWorld, type OrderView } from './testing/orders-world.ts';

let world: OrdersWorld;
let order: OrderView;
beforeAll(async () => {
  world = await openOrdersWorld();
  order = await world.alicesOrder();
});
afterAll(() => world.close());

const ENTITIES = `query ($r: [_Any!]!) { _entities(representations: $r) {
  ... on Order { number status totals { total { amount } } } ... on User { id orders(first: 5) { edges { node { id } } totalCount } } } }`;
const entities = async (viewer: Partial<Viewer>, ...representations: object[]) =>
  dataOf<{ _entities: unknown[] }>(await world.ask(ENTITIES, { r: representations }, viewer))._entities;

describe('an order', () => {
  test('is read by its customer, by staff and by whoever holds its token; to anybody else it is not there', async () => {
    for (const viewer of [alice, susan, walter, ada, { orderTokens: [world.tokenOf(order.id)] }]) {
      expect((await world.read(order.id, viewer))?.number).toBe(order.number);
    }
    for (const viewer of [bob, {}, { orderTokens: [world.tokenOf('ord_another')] }]) expect(await world.read(order.id, viewer)).toBeNull();
  });

  test('is not canceled by a stranger, nor by the warehouse, which may read it', async () => {
    for (const viewer of [bob, walter, {}]) {
      expect(await world.cancel(order.id, viewer)).toEqual({ order: null, userErrors: [{ code: 'NOT_FOUND', field: ['id'] }] });
    }
    expect((await world.read(order.id, walter))?.actions).toEqual([]);
    expect((await world.read(order.id))?.status).toBe('PLACED');
  });

  test('that another subgraph names is read from the database, whatever its representation claims', async () => {
    const forged = { __typename: 'Order', id: order.id, number: 'M-1', status: 'DELIVERED', customer: { id: 'usr_bob' } };
    expect(await entities(alice, forged)).toEqual([{ number: order.number, status: 'PLACED', totals: { total: { amount: '123.90' } } }]);
    expect(await entities(bob, forged)).toEqual([null]);
    expect(await entities(susan, { __typename: 'Order', id: 'ord_nobody', number: 'M-2' })).toEqual([null]);
  });

  test('tells what caused its history to staff alone', async () => {
    const query = 'query ($id: ID!) { order(id: $id) { history { type causationId traceId } } }';
    const seen = await world.ask(query, { id: order.id }, alice);
    expect(seen.data?.['order']).toEqual({ history: [{ type: 'order.placed', causationId: null, traceId: null }] });
    expect(codesOf(seen)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(codesOf(await world.ask(query, { id: order.id }, walter))).toEqual([]);
  });
});

describe("a user's orders", () => {
  test('are for that user and the order desk; for others there is no such user', async () => {
    const whose = { __typename: 'User', id: 'usr_alice', orders: [] };
    for (const viewer of [alice, susan]) {
      expect(await entities(viewer, whose)).toEqual([{ id: 'usr_alice', orders: { edges: [{ node: { id: order.id } }], totalCount: 1 } }]);
    }
    for (const viewer of [bob, walter, {}]) expect(await entities(viewer, whose)).toEqual([null]);
  });
});

describe('the list of all orders', () => {
  const LIST = `query ($first: Int = 20, $after: String, $filter: OrderFilter) {
    orders(first: $first, after: $after, filter: $filter) { totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } }`;
  interface Listed {
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly edges: readonly { readonly node: { readonly id: string } }[];
  }
  const list = async (variables: object): Promise<Listed> => dataOf<{ orders: Listed }>(await world.ask(LIST, { ...variables }, susan)).orders;
  const idsIn = ({ edges }: Listed): string[] => edges.map(({ node }) => node.id);

  test('is for staff', async () => {
    expect(codesOf(await world.ask(LIST, {}, alice))).toEqual(['FORBIDDEN']);
    expect(codesOf(await world.ask(LIST, {}))).toEqual(['UNAUTHENTICATED']);
    expect(codesOf(await world.ask(LIST, {}, walter))).toEqual([]);
  });

  test('is paged from the newest on, and orders that come meanwhile move nothing', async () => {
    const placed: string[] = [order.id];
    for (let count = 0; count < 4; count += 1) placed.push((await world.alicesOrder()).id);
    const first = await list({ first: 2 });
    placed.push((await world.alicesOrder()).id);
    const second = await list({ first: 2, after: first.pageInfo.endCursor });
    const third = await list({ first: 2, after: second.pageInfo.endCursor });
    expect([first, second, third].flatMap(idsIn)).toEqual(placed.slice(0, 5).reverse());
    expect([first, second, third].map(({ pageInfo }) => pageInfo.hasNextPage)).toEqual([true, true, false]);
    expect(third.totalCount).toBe(6);
  });

  test('is narrowed by stage, payment, fulfillment, time and words, each alone and together', async () => {
    const canceled = await world.alicesOrder();
    await world.cancel(canceled.id, alice);
    const { rows } = await world.app.messaging.database.query<{ at: Date }>({
      text: 'SELECT placed_at AS at FROM "order" WHERE id = $1',
      values: [canceled.id],
    });
    const at = rows[0]?.at.toISOString();
    const only = [canceled.id];
    expect(idsIn(await list({ filter: { status: ['CANCELED'] } }))).toEqual(only);
    expect(idsIn(await list({ filter: { status: ['CANCELED'], paymentStatus: ['PAID'] } }))).toEqual([]);
    expect(idsIn(await list({ filter: { fulfillmentStatus: ['UNALLOCATED'], query: canceled.number.toLowerCase() } }))).toEqual(only);
    expect(idsIn(await list({ filter: { placedAfter: at } }))).toEqual(only);
    expect(idsIn(await list({ filter: { placedBefore: at } }))).not.toContain(canceled.id);
    expect((await list({ filter: { query: 'ALICE@example' } })).totalCount).toBe(7);
    expect((await list({ filter: { query: 'rain_jacket' } })).totalCount).toBe(7);
    expect((await list({ filter: { query: 'rain-jacket' } })).totalCount).toBe(0);
    expect((await list({ filter: { query: '%' } })).totalCount).toBe(0);
    expect((await list({ filter: { returnStatus: ['REQUESTED'] } })).totalCount).toBe(0);
  });

  test('refuses a page that is too long and a cursor of another list', async () => {
    expect(codesOf(await world.ask(LIST, { first: 101 }, susan))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await world.ask(LIST, { after: 'bm8' }, susan))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await world.ask(LIST, { filter: { placedAfter: 'yesterday' } }, susan))).toEqual(['BAD_USER_INPUT']);
  });
});
