import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@micromart/service/testing';
import { followParcels } from './testing/parcels.ts';
import { openShipmentsWorld, type ShipmentsWorld } from './testing/shipments-world.ts';

let world: ShipmentsWorld;
beforeAll(async () => {
  // many parcels at a time: a carrier's answer may wait for its turn
  world = await openShipmentsWorld({ CARRIER_QUOTE_TIMEOUT: '10000', CARRIER_CALL_TIMEOUT: '10000' });
});
afterAll(() => world.close());
const { types } = followParcels(() => world);

test('replicas that open at the same moment note each carrier once', async () => {
  const { database } = world.app.messaging;
  await database.query({ text: 'DELETE FROM carrier', values: [] });
  const others = await Promise.all([world.replica(), world.replica(), world.replica()]);
  const { rows } = await database.query<{ code: string }>({ text: 'SELECT code FROM carrier ORDER BY code', values: [] });
  expect(rows.map(({ code }) => code)).toEqual([...world.app.carriers.keys()].toSorted());
  await Promise.all(others.map(other => other.stop()));
});

test('two replicas, one of which stops in the middle of it, put every parcel with one carrier', async () => {
  const other = await world.replica();
  const orders = Array.from({ length: 20 }, () => world.newOrder());
  await Promise.all(orders.map(order => world.request(order)));
  await eventually(() => orders.some(order => types(order).includes('shipment.created')));
  await other.stop();
  await eventually(() => orders.every(order => types(order).includes('shipment.created')));
  expect(new Set(orders.flatMap(types))).toEqual(new Set(['shipment.created']));
  const { rows } = await world.app.messaging.database.query<{ booked: number }>({
    text: `SELECT count(*)::int AS booked FROM booking WHERE status <> 'REFUSED' AND shipment_id = ANY ($1)`,
    values: [orders.flatMap(({ parcelIds }) => parcelIds)],
  });
  expect(rows[0]?.booked).toBe(orders.length);
});
