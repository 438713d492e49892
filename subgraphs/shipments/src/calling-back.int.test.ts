import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@micromart/service/testing';
import { followParcels, type Shown } from './testing/parcels.ts';
import { openShipmentsWorld, type ShipmentsWorld } from './testing/shipments-world.ts';

let world: ShipmentsWorld;
beforeAll(async () => {
  world = await openShipmentsWorld();
});
afterEach(() => world.carriers.faultsClear());
afterAll(() => world.close());

const { types, saidAll, shown, created, ready, move } = followParcels(() => world);

describe('calling back', () => {
  test('cancels all parcels, and the carriers need not come', async () => {
    const order = await created(world.newOrder({ parcels: 2 }));
    const { trackingNumber } = (await shown(order)) as Shown;
    await world.callBack(order);
    await saidAll(order, 'shipment.created', 'shipment.created', 'shipment.canceled', 'shipment.canceled');
    const carrier = world.carriers.carriers.find(({ code }) => code === 'posthorn');
    await eventually(
      () => carrier?.reportReady(trackingNumber),
      answer => JSON.stringify(answer).includes('refused'),
    );
    await world.callBack(order);
    await eventually(
      () => types(order),
      said => said.length === 6,
    );
  });

  test('may come before the request: then nothing leaves', async () => {
    const order = world.newOrder();
    await world.callBack(order);
    await saidAll(order, 'shipment.canceled');
    await world.request(order);
    await world.pack(order);
    await world.callBack(order);
    await saidAll(order, 'shipment.canceled', 'shipment.canceled');
    expect(await shown(order)).toBeNull();
  });

  test('is refused once a parcel has left', async () => {
    const order = await ready(world.newOrder({ parcels: 2 }));
    await move(order);
    await eventually(
      () => types(order),
      said => said.includes('shipment.left'),
    );
    await world.callBack(order);
    await eventually(
      () => types(order),
      said => said.at(-1) === 'shipment.cancel-refused',
    );
    await world.cancel(order);
    await eventually(
      () => shown(order, 1),
      parcel => parcel?.status === 'CANCELED',
    );
    expect((await shown(order))?.status).toBe('PICKED_UP');
  });

  test('calls off a carrier that was about to take the parcel', async () => {
    await world.carriers.faultSet({ carrierCode: 'posthorn', operation: 'book', kind: 'late', delayMs: 1_500 });
    const order = world.newOrder();
    await world.request(order);
    await eventually(
      () => world.app.messaging.database.prisma.booking.count({ where: { shipmentId: order.parcelIds[0] ?? '' } }),
      count => count === 1,
    );
    await world.callBack(order);
    await saidAll(order, 'shipment.canceled');
    const booking = () => world.app.messaging.database.prisma.booking.findFirst({ where: { shipmentId: order.parcelIds[0] ?? '' } });
    await eventually(booking, found => found?.status === 'CALLED_OFF' && found.trackingNumber !== null);
  });
});
