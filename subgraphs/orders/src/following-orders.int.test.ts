import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Viewer } from '@micromart/auth';
import * as events from '@micromart/events';
import { alice, bob, eventually, susan } from '@micromart/service/testing';
import { codesOf, openOrdersWorld, type OrdersWorld } from './testing/orders-world.ts';

let world: OrdersWorld;
beforeAll(async () => {
  world = await openOrdersWorld();
});
afterAll(() => world.close());

interface State {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly history: readonly { readonly type: string }[];
}
const UPDATED = 'subscription ($id: ID!) { seen: orderUpdated(id: $id) { id status version history { type } } }';
const FEED = 'subscription ($filter: OrderFilter) { seen: orderFeed(filter: $filter) { id status version history { type } } }';

/** Takes what a subscription sends, until it ends. */
function collect(query: string, variables: Record<string, unknown>, viewer: Partial<Viewer>) {
  const seen: State[] = [];
  const feed = world.follow(query, variables, viewer);
  const ended = (async () => {
    for await (const { data, errors } of feed) {
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      seen.push(data?.['seen'] as State);
    }
  })();
  return { seen, ended, stop: () => feed.return?.() };
}

describe('orderUpdated', () => {
  test('sends the order now and each newest state, versions only growing, with the steps so far, and ends with the delivery', async () => {
    const order = await world.alicesOrder();
    const following = collect(UPDATED, { id: order.id }, alice);
    await eventually(() => following.seen.length > 0);
    await world.allocate(order);
    await world.authorize(order);
    await world.untilStage(order, 'CONFIRMED');
    await world.capture(order);
    await world.untilStage(order, 'PROCESSING');
    const [parcelId = ''] = await eventually(
      () => world.parcelsOf(order),
      ids => ids.length > 0,
    );
    await world.leave(order, parcelId);
    await world.tell(order, events.shipmentDelivered, { parcelId, status: 'DELIVERED' });
    await following.ended;
    const versions = following.seen.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].toSorted((one, other) => one - other));
    expect(following.seen.at(0)).toMatchObject({ status: 'PLACED', version: 1 });
    const last = following.seen.at(-1);
    expect(last).toMatchObject({ status: 'DELIVERED' });
    expect(last?.history.at(-1)).toEqual({ type: 'order.delivered' });
  });

  test('ends a canceled order only when everything is given back', async () => {
    const order = await world.alicesOrder();
    const following = collect(UPDATED, { id: order.id }, alice);
    await world.cancel(order.id, alice);
    await eventually(() => following.seen.some(({ status }) => status === 'CANCELED'));
    await world.tell(order, events.paymentVoided);
    await world.onceIs(order, ({ paymentStatus }) => paymentStatus === 'VOIDED');
    await world.tell(order, events.stockReleased);
    await following.ended;
    expect(following.seen.at(-1)?.history.map(({ type }) => type)).toEqual(['order.placed', 'order.canceled', 'payment.voided', 'stock.released']);
  });

  test('sends an order that is over once, and ends', async () => {
    const order = await world.alicesOrder();
    await world.tell(order, events.stockRejected, { missing: [] });
    await world.untilStage(order, 'CANCELED');
    await world.tell(order, events.paymentVoided);
    await world.onceIs(order, ({ paymentStatus }) => paymentStatus === 'VOIDED');
    const following = collect(UPDATED, { id: order.id }, alice);
    await following.ended;
    expect(following.seen).toHaveLength(1);
  });

  test("is refused to a stranger, and open to whoever holds the order's token", async () => {
    const order = await world.alicesOrder();
    for (const viewer of [bob, {}, { orderTokens: ['a guess'] }]) {
      const { value } = await world.follow(UPDATED, { id: order.id }, viewer).next();
      expect(codesOf(value)).toEqual(['FORBIDDEN']);
    }
    const following = collect(UPDATED, { id: order.id }, { orderTokens: [world.tokenOf(order.id)] });
    await eventually(() => following.seen.length === 1);
    await following.stop();
    await following.ended;
  });

  test("ends with the viewer's token", async () => {
    const order = await world.alicesOrder();
    const following = collect(UPDATED, { id: order.id }, { ...alice, expiresAt: new Date(Date.now() + 5_000) });
    await following.ended;
    expect(following.seen).toHaveLength(1);
  });
});

describe('orderFeed', () => {
  test('sends staff every order as it changes, as far as it fits the filter', async () => {
    const all = collect(FEED, {}, susan);
    const canceled = collect(FEED, { filter: { status: ['CANCELED'] } }, susan);
    const order = await world.alicesOrder();
    await world.cancel(order.id, alice);
    await eventually(() => [all, canceled].every(({ seen }) => seen.some(({ id, status }) => id === order.id && status === 'CANCELED')));
    expect(canceled.seen.every(({ status }) => status === 'CANCELED')).toBe(true);
    await Promise.all([all.stop(), canceled.stop()]);
    await Promise.all([all.ended, canceled.ended]);
  });

  test('is for staff alone', async () => {
    for (const [viewer, code] of [[alice, 'FORBIDDEN'] as const, [{}, 'UNAUTHENTICATED'] as const]) {
      const { value } = await world.follow(FEED, {}, viewer).next();
      expect(codesOf(value)).toEqual([code]);
    }
  });
});
