import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SubgraphResponse } from '@micromart/service';
import { eventually } from '@micromart/service/testing';
import type { TestOrder } from './testing/neighbours.ts';
import { openShipmentsWorld, type ShipmentsWorld } from './testing/shipments-world.ts';

let world: ShipmentsWorld;
beforeAll(async () => {
  world = await openShipmentsWorld();
});
afterAll(() => world.close());

const alice = { userId: 'usr_alice', roles: ['customer'] as const };
const bob = { userId: 'usr_bob', roles: ['customer'] as const };
const walter = { userId: 'usr_walter', roles: ['warehouse'] as const };
const susan = { userId: 'usr_susan', roles: ['support'] as const };
const ada = { userId: 'usr_ada', roles: ['admin'] as const };

async function ready(order: TestOrder = world.newOrder({ customerId: alice.userId })): Promise<TestOrder> {
  await world.request(order);
  await world.pack(order);
  await eventually(
    () => world.said(order.id).map(event => event.type),
    said => said.includes('shipment.ready'),
  );
  return order;
}
/** Of the answer's root field. */
const answerOf = <Value>({ data }: SubgraphResponse, field: string): Value => (data ?? {})[field] as Value;
const codesOf = ({ errors }: SubgraphResponse) => (errors ?? []).map(error => error.extensions?.['code']);

describe('who may see and do what', () => {
  const QUERY = `query($id: ID, $of: [_Any!]!) { shipment(id: $id) { id status order { id } } _entities(representations: $of) { ... on Order { shipments { id } } } }`;
  const see = async (order: TestOrder, viewer: Parameters<ShipmentsWorld['ask']>[2]) => {
    const answer = await world.ask(QUERY, { id: order.parcelIds[0], of: [{ __typename: 'Order', id: order.id }] }, viewer);
    expect(answer.errors).toBeUndefined();
    return { shipment: answerOf(answer, 'shipment'), entity: answerOf<unknown[]>(answer, '_entities')[0] };
  };

  test('a parcel is seen by its customer, by whoever holds the token, and by staff', async () => {
    const order = await ready();
    const seen = {
      shipment: { id: order.parcelIds[0], status: 'READY', order: { id: order.id } },
      entity: { shipments: [{ id: order.parcelIds[0] }] },
    };
    for (const viewer of [alice, walter, susan, ada, { orderTokens: [world.tokenOf(order.id)] }]) expect(await see(order, viewer)).toEqual(seen);
    for (const viewer of [bob, undefined, { orderTokens: [world.tokenOf('ord_other')] }])
      expect(await see(order, viewer)).toEqual({ shipment: null, entity: null });
  });

  test('an order that shipments has not heard of is null, without an error', async () => {
    expect(await see(world.newOrder(), alice)).toEqual({ shipment: null, entity: null });
  });

  test('label, choice and lists are for staff', async () => {
    const order = await ready();
    const label = await world.ask(
      'query($id: ID) { shipment(id: $id) { trackingUrl labelUrl choice { strategy } } }',
      { id: order.parcelIds[0] },
      alice,
    );
    expect(label.data).toMatchObject({ shipment: { labelUrl: null, choice: null } });
    expect(codesOf(label)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(codesOf(await world.ask('{ shipments { totalCount } carriers { code } }', {}, alice))).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(codesOf(await world.ask('{ carriers { code } }', {}))).toEqual(['UNAUTHENTICATED']);
  });

  test('tracking and reassigning are for the order desk, enabling carriers for admins', async () => {
    const record = 'mutation($i: TrackingEventInput!) { trackingEventRecord(input: $i) { userErrors { code } } }';
    const input = { i: { trackingNumber: 'X', carrierEventId: 'e', status: 'PICKED_UP', message: 'm', occurredAt: new Date() } };
    const reassign = 'mutation { shipmentReassign(id: "pcl_1", carrierCode: "x") { userErrors { code } } }';
    const enable = 'mutation { carrierEnabledSet(code: "posthorn", enabled: true) { userErrors { code } } }';
    for (const viewer of [alice, walter]) {
      for (const [mutation, variables] of [
        [record, input],
        [reassign, {}],
        [enable, {}],
      ] as const)
        expect(codesOf(await world.ask(mutation, variables, viewer))).toEqual(['FORBIDDEN']);
    }
    expect(codesOf(await world.ask(enable, {}, susan))).toEqual(['FORBIDDEN']);
    expect((await world.ask(reassign, {}, susan)).data).toEqual({ shipmentReassign: { userErrors: [{ code: 'NOT_FOUND' }] } });
    expect((await world.ask(enable, {}, ada)).data).toEqual({ carrierEnabledSet: { userErrors: [] } });
  });
});

describe('the list of shipments', () => {
  test('is filtered, newest first, and goes on from a cursor', async () => {
    const orders = [await ready(), await ready(world.newOrder({ parcels: 2 })), await ready(world.newOrder({ service: 'express' }))];
    const list = async (args: string) => {
      const answer = await world.ask(
        `{ shipments(${args}) { totalCount pageInfo { hasNextPage endCursor } edges { node { id carrier { code } } } } }`,
        {},
        walter,
      );
      return answerOf<{
        totalCount: number;
        pageInfo: { hasNextPage: boolean; endCursor: string };
        edges: { node: { id: string; carrier: { code: string } } }[];
      }>(answer, 'shipments');
    };
    const own = await list(`filter: { orderId: "${orders[1]?.id}" }`);
    expect(own.edges.map(({ node }) => node.id).toSorted()).toEqual(orders[1]?.parcelIds.toSorted());
    expect((await list('filter: { carrierCode: "meridian" }')).edges.map(({ node }) => node.id)).toEqual(orders[2]?.parcelIds);
    expect((await list('filter: { status: [DELIVERED] }')).totalCount).toBe(0);
    const first = await list('first: 2');
    const second = await list(`first: 2, after: "${first.pageInfo.endCursor}"`);
    expect(first.pageInfo.hasNextPage).toBe(true);
    const ids = [...first.edges, ...second.edges].map(({ node }) => node.id);
    expect(ids).toEqual([...new Set(ids)].toSorted().toReversed());
  });
});

describe('following parcels', () => {
  const LIVE = 'subscription($id: ID, $t: String) { shipmentUpdated(orderId: $id, accessToken: $t) { id status version } }';
  type Feed = ReturnType<ShipmentsWorld['follow']>;
  const next = async (feed: Feed) => {
    const { value } = await feed.next();
    return (value as SubgraphResponse | undefined)?.data?.['shipmentUpdated'] as { id: string; status: string; version: number } | undefined;
  };
  const until = async (feed: Feed, status: string): Promise<number[]> => {
    for (const versions: number[] = []; ; ) {
      const state = await next(feed);
      versions.push(state?.version ?? Number.NaN);
      if (state === undefined || state.status === status) return versions;
    }
  };

  test('begins before the order was heard of, shows each newer state, and ends at once', async () => {
    const order = world.newOrder();
    const feed = world.follow(LIVE, { id: order.id, t: world.tokenOf(order.id) });
    const followed = until(feed, 'OUT_FOR_DELIVERY');
    await ready(order);
    const answer = await world.ask('query($id: ID) { shipment(id: $id) { trackingNumber } }', { id: order.parcelIds[0] }, susan);
    const { trackingNumber } = answerOf<{ trackingNumber: string }>(answer, 'shipment');
    for (let step = 0; step < 3; step += 1)
      await eventually(
        () => world.carriers.move(trackingNumber),
        moved => moved !== undefined,
      );
    const versions = await followed;
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(new Set(versions).size).toBe(versions.length);
    await feed.return?.();
  });

  test("waits with the order's customer when a parcel stood ready before the order was heard of", async () => {
    const order = world.newOrder({ customerId: alice.userId });
    await world.pack(order);
    await eventually(
      () => world.app.store.visibleOrders([order.id], 'all'),
      known => known.length === 1,
    );
    const feed = world.follow(LIVE, { id: order.id }, alice);
    const first = next(feed);
    await world.request(order);
    expect(await first).toMatchObject({ id: order.parcelIds[0] });
    await feed.return?.();
  });

  test("is for the order's customer and holders of its token", async () => {
    const order = await ready();
    expect(await next(world.follow(LIVE, { id: order.id }, alice))).toMatchObject({ status: 'READY' });
    expect(await next(world.follow(LIVE, { id: order.id }, bob))).toBeUndefined();
    expect(await next(world.follow(LIVE, { id: order.id, t: world.tokenOf('ord_other') }))).toBeUndefined();
  });

  test('of all orders is for staff', async () => {
    expect(codesOf((await world.follow(LIVE, {}, alice).next()).value as SubgraphResponse)).toEqual(['FORBIDDEN']);
    const feed = world.follow(LIVE, {}, walter);
    const order = world.newOrder();
    const seen = (async () => {
      for (;;) {
        const state = await next(feed);
        if (state === undefined || (state.id === order.parcelIds[0] && state.status === 'READY')) return state;
      }
    })();
    await ready(order);
    expect(await seen).toMatchObject({ id: order.parcelIds[0] });
    await feed.return?.();
  });
});
