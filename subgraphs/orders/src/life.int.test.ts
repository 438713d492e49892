import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as events from '@micromart/events';
import { alice, eventually, susan } from '@micromart/service/testing';
import { openOrdersWorld, type OrdersWorld } from './testing/orders-world.ts';

let world: OrdersWorld;
beforeAll(async () => {
  world = await openOrdersWorld();
});
afterAll(() => world.close());

describe('an order', () => {
  test('goes from cart to doorstep by what the others say, and tells it in its history', async () => {
    const order = await world.alicesOrder();
    await world.allocate(order);
    await world.authorize(order);
    expect(await world.untilStage(order, 'CONFIRMED')).toMatchObject({ paymentStatus: 'AUTHORIZED', fulfillmentStatus: 'ALLOCATED' });
    await world.capture(order);
    expect(await world.untilStage(order, 'PROCESSING')).toMatchObject({ paymentStatus: 'PAID', paymentDueAt: null });
    const [parcelId = ''] = await eventually(
      () => world.parcelsOf(order),
      ids => ids.length > 0,
    );
    await world.tell(order, events.pickStarted, { parcelId });
    await world.onceIs(order, ({ fulfillmentStatus }) => fulfillmentStatus === 'PICKING');
    await world.tell(order, events.shipmentCreated, { parcelId });
    await world.leave(order, parcelId);
    await world.untilStage(order, 'SHIPPED');
    await world.tell(order, events.shipmentDelivered, { parcelId, status: 'DELIVERED' });
    const delivered = await world.untilStage(order, 'DELIVERED');
    expect(delivered).toMatchObject({ fulfillmentStatus: 'DELIVERED', actions: ['REFUND'] });
    const history = delivered.history.map(({ type }) => type);
    // warehouse and payments work side by side: either may be first
    expect(history.slice(1, 3).toSorted()).toEqual(['payment.authorized', 'stock.allocated']);
    expect([history[0], ...history.slice(3)]).toEqual([
      'order.placed',
      'order.confirmed',
      'payment.captured',
      'shipment.requested',
      'pick.started',
      'shipment.created',
      'shipment.left',
      'order.shipped',
      'shipment.delivered',
      'order.delivered',
    ]);
    await eventually(() => world.types(order).includes('order.delivered'));
    expect(world.types(order)).toEqual(['order.placed', 'order.confirmed', 'shipment.requested', 'order.shipped', 'order.delivered']);
    expect(world.said(order.id).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
  });

  test('asks each warehouse for a parcel with its lines', async () => {
    const order = await world.processed(['whs_east', 'whs_west']);
    const requested = world.said<events.PayloadOf<typeof events.shipmentRequested>>(order.id).find(({ type }) => type === 'shipment.requested');
    expect(requested?.data.parcels).toMatchObject([
      { warehouseId: 'whs_east', lines: [{ sku: 'RAIN_JACKET-M', quantity: 1, weightGrams: 600 }] },
      { warehouseId: 'whs_west', lines: [{ sku: 'SOCKS', quantity: 2, weightGrams: 80 }] },
    ]);
    expect(requested?.data.rate).toEqual({ id: 'rate_standard', name: 'Standard', price: 490, promisedDelivery: '2026-12-05T18:00:00.000Z' });
  });

  test('hears an event twice as once, and an older one late: noted, and nothing else', async () => {
    const order = await world.alicesOrder();
    const held = await world.allocate(order);
    await world.publish(held, held);
    await world.tell(order, events.paymentAuthorized, {}, 5);
    const confirmed = await world.untilStage(order, 'CONFIRMED');
    await world.tell(order, events.paymentFailed, { at: 'authorize', failureCode: 'card_declined' }, 4);
    const now = await world.onceIs(order, ({ history }) => history.some(({ type }) => type === 'payment.failed'));
    expect(now).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'AUTHORIZED', version: confirmed.version });
    expect(now.history.at(-1)?.message).toMatch(/late/);
    expect(now.history.filter(({ type }) => type === 'stock.allocated')).toHaveLength(1);
  });

  test('whose event cannot follow has it parked with the reason, and goes on', async () => {
    const order = await world.alicesOrder();
    await world.tell(order, events.stockShort, { parcelId: 'pcl_1', missing: [] });
    await world.allocate(order);
    await world.authorize(order);
    await world.untilStage(order, 'CONFIRMED');
    const { rows } = await eventually(
      () =>
        world.app.messaging.database.query<{ error: string }>({
          text: 'SELECT error FROM messaging.dead_letter WHERE subject = $1',
          values: [order.id],
        }),
      found => found.rows.length > 0,
    );
    expect(rows[0]?.error).toMatch(/stock\.short cannot follow/);
  }, 30_000);

  test('that is out of stock is canceled, and ends when nothing is held of the payment', async () => {
    const order = await world.alicesOrder();
    await world.tell(order, events.stockRejected, { missing: [] });
    expect(await world.untilStage(order, 'CANCELED')).toMatchObject({ cancelReason: 'OUT_OF_STOCK', actions: [] });
    await world.tell(order, events.paymentVoided);
    await world.onceIs(order, ({ paymentStatus }) => paymentStatus === 'VOIDED');
  });

  test('whose payment failed may be paid again until the deadline', async () => {
    const order = await world.alicesOrder();
    await world.tell(order, events.paymentFailed, { at: 'authorize', failureCode: 'card_declined' });
    await world.onceIs(order, ({ paymentStatus }) => paymentStatus === 'FAILED');
    const seen = await world.read(order.id, alice);
    expect(seen).toMatchObject({ status: 'PLACED', actions: ['CANCEL', 'RETRY_PAYMENT'] });
    expect(Date.parse(seen?.paymentDueAt ?? '')).toBeGreaterThan(Date.now());
  });
});

describe('a cancel', () => {
  test('takes an order off at once before it is processed; repeated, it changes nothing more', async () => {
    const order = await world.alicesOrder();
    const canceled = await world.cancel(order.id, alice, 'changed my mind');
    expect(canceled).toMatchObject({ order: { status: 'CANCELED', cancelReason: 'CUSTOMER' }, userErrors: [] });
    expect(canceled.order?.history.at(-1)?.message).toContain('changed my mind');
    expect(await world.cancel(order.id, alice)).toMatchObject({ order: { version: canceled.order?.version }, userErrors: [] });
    await eventually(() => world.types(order).includes('order.canceled'));
    expect(world.types(order)).toEqual(['order.placed', 'order.canceled']);
  });

  test('by the order desk says so', async () => {
    const order = await world.alicesOrder();
    await world.allocate(order);
    await world.authorize(order);
    await world.untilStage(order, 'CONFIRMED');
    expect((await world.cancel(order.id, susan)).order).toMatchObject({ status: 'CANCELED', cancelReason: 'STAFF' });
  });

  test('calls parcels back, and ends when they are, with the money given back', async () => {
    const order = await world.processed();
    expect((await world.cancel(order.id, alice)).order).toMatchObject({ status: 'CANCELING', cancelReason: 'CUSTOMER' });
    const parcelIds = world.parcelsOf(order);
    await eventually(() => world.said(order.id).some(({ type }) => type === 'order.cancel-requested'));
    for (const parcelId of parcelIds) await world.tell(order, events.shipmentCanceled, { parcelId, status: 'CANCELED' });
    await world.untilStage(order, 'CANCELED');
    await world.tell(order, events.stockReleased);
    await world.tell(order, events.paymentRefunded, { captured: 12_390, refunded: 12_390 });
    const refunded = await world.onceIs(order, ({ paymentStatus }) => paymentStatus === 'REFUNDED');
    expect(refunded.totals.refunded.amount).toBe('123.90');
  });

  test('that comes too late for a parcel is refused by its carrier, and the order goes on', async () => {
    const order = await world.processed();
    const [parcelId = ''] = world.parcelsOf(order);
    await world.cancel(order.id, alice);
    await world.leave(order, parcelId);
    await world.tell(order, events.shipmentCancelRefused, { parcelId, status: 'PICKED_UP' });
    expect(await world.untilStage(order, 'SHIPPED')).toMatchObject({ cancelReason: null });
  });

  test('of what has left is refused as the wrong moment', async () => {
    const order = await world.processed();
    const [parcelId = ''] = world.parcelsOf(order);
    await world.leave(order, parcelId);
    await world.untilStage(order, 'SHIPPED');
    const shipped = await world.cancel(order.id, alice);
    expect(shipped).toMatchObject({ order: { status: 'SHIPPED' }, userErrors: [{ code: 'WRONG_STATE', field: ['id'] }] });
    await world.tell(order, events.shipmentDelivered, { parcelId, status: 'DELIVERED' });
    await world.untilStage(order, 'DELIVERED');
    expect((await world.cancel(order.id, susan)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });

  test('while one of two parcels has left is refused too', async () => {
    const order = await world.processed(['whs_east', 'whs_west']);
    await world.leave(order, world.parcelsOf(order)[0] ?? '');
    await world.onceIs(order, ({ fulfillmentStatus }) => fulfillmentStatus === 'PARTIALLY_SHIPPED');
    expect((await world.cancel(order.id, alice)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });
});
