import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@micromart/service/testing';
import type { TestOrder } from './testing/neighbours.ts';
import { followParcels, PARCEL, type Shown, susan } from './testing/parcels.ts';
import { openShipmentsWorld, type ShipmentsWorld } from './testing/shipments-world.ts';

let world: ShipmentsWorld;
beforeAll(async () => {
  world = await openShipmentsWorld();
});
afterEach(() => world.carriers.faultsClear());
afterAll(() => world.close());

const { lastSaid, shown, settled, ready, move } = followParcels(() => world);

describe('reassigning', () => {
  const reassign = async (order: TestOrder, carrierCode: string) => {
    const { data } = await world.ask(
      `mutation($id: ID!, $to: String!) { shipmentReassign(id: $id, carrierCode: $to) { shipment { ${PARCEL} } userErrors { code field } } }`,
      { id: order.parcelIds[0], to: carrierCode },
      susan,
    );
    return data?.['shipmentReassign'] as { readonly shipment: Shown; readonly userErrors: readonly { readonly code: string }[] };
  };

  test('puts a parcel with another carrier, tells it when to come, and calls the old one off', async () => {
    const order = await ready();
    const before = (await shown(order)) as Shown;
    const { shipment, userErrors } = await reassign(order, 'meridian');
    expect(userErrors).toEqual([]);
    expect(shipment).toMatchObject({ status: 'READY', carrier: { code: 'meridian' }, choice: { strategy: 'reassigned-by-staff' } });
    expect(shipment.trackingNumber).not.toBe(before.trackingNumber);
    await move(order);
    await eventually(
      () => lastSaid(order)?.carrierCode,
      code => code === 'meridian',
    );
    const old = () => world.app.messaging.database.prisma.booking.findFirst({ where: { trackingNumber: before.trackingNumber } });
    await eventually(old, booking => booking?.status === 'CALLED_OFF');
  });

  test('is refused by a carrier that does not take it, and once the parcel has left', async () => {
    const order = await ready();
    expect((await reassign(order, 'atlas')).userErrors).toMatchObject([{ code: 'CARRIER_REFUSED' }]);
    expect((await reassign(order, 'nobody')).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await reassign(order, 'posthorn')).userErrors).toEqual([]);
    await move(order);
    await settled(order, parcel => parcel.status === 'PICKED_UP');
    expect((await reassign(order, 'meridian')).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect((await shown(order))?.carrier.code).toBe('posthorn');
  });

  test('leaves the parcel where it is when the new carrier does not answer', async () => {
    await world.carriers.faultSet({ carrierCode: 'meridian', operation: 'book', kind: 'hang-after' });
    const order = await ready();
    expect((await reassign(order, 'meridian')).userErrors).toMatchObject([{ code: 'CARRIER_REFUSED' }]);
    expect((await shown(order))?.carrier.code).toBe('posthorn');
    const given = () =>
      world.app.messaging.database.prisma.booking.findFirst({ where: { carrierCode: 'meridian', shipmentId: order.parcelIds[0] ?? '' } });
    await eventually(given, booking => booking?.status === 'CALLED_OFF' && booking.trackingNumber !== null);
  });
});
