import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@micromart/service/testing';
import { followParcels, type Shown, susan } from './testing/parcels.ts';
import { openShipmentsWorld, type ShipmentsWorld } from './testing/shipments-world.ts';

let world: ShipmentsWorld;
beforeAll(async () => {
  world = await openShipmentsWorld();
});
afterEach(() => world.carriers.faultsClear());
afterAll(() => world.close());

const { types, saidAll, shown, settled, ready, move } = followParcels(() => world);

interface Recorded {
  readonly shipment: Shown | null;
  readonly userErrors: readonly { readonly code: string }[];
}
async function news(input: object): Promise<Recorded> {
  const { data } = await world.ask(
    'mutation($input: TrackingEventInput!) { trackingEventRecord(input: $input) { shipment { id status version } userErrors { code field } } }',
    { input: { carrierEventId: 'ev-1', message: 'Said by hand', occurredAt: new Date(), ...input } },
    susan,
  );
  return data?.['trackingEventRecord'] as Recorded;
}

describe('news', () => {
  test('that is late, repeated or out of order changes nothing that is known', async () => {
    const order = await ready();
    const { trackingNumber } = (await shown(order)) as Shown;
    const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
    const tell = (carrierEventId: string, status: string, minutes: number) =>
      news({ trackingNumber, carrierEventId, status, occurredAt: minutesAgo(minutes) });
    expect((await tell('b', 'OUT_FOR_DELIVERY', 5)).shipment?.status).toBe('OUT_FOR_DELIVERY');
    expect((await tell('a', 'PICKED_UP', 9)).shipment?.status).toBe('OUT_FOR_DELIVERY');
    expect((await tell('c', 'DELIVERED', 3)).shipment?.status).toBe('DELIVERED');
    const before = await shown(order);
    expect((await tell('c', 'DELIVERED', 3)).shipment?.version).toBe(before?.version);
    expect((await tell('d', 'RETURNED', 1)).shipment?.status).toBe('DELIVERED');
    await saidAll(order, 'shipment.created', 'shipment.ready', 'shipment.left', 'shipment.delivered');
    expect((await shown(order))?.trackingEvents.map(event => event.status)).toEqual(['RETURNED', 'DELIVERED', 'OUT_FOR_DELIVERY', 'PICKED_UP']);
  });

  test('of a failed attempt and of a parcel that comes back is passed on', async () => {
    await world.carriers.faultSet({ operation: 'journey', kind: 'returned' });
    const order = await ready();
    for (let step = 0; step < 5; step += 1) await move(order);
    await eventually(
      () => types(order),
      said => said.at(-1) === 'shipment.returned',
    );
    expect(types(order).slice(-2)).toEqual(['shipment.failed', 'shipment.returned']);
  });

  test('of a parcel that was called back is noted, raises an alarm, and is not obeyed', async () => {
    const order = await ready();
    const { trackingNumber } = (await shown(order)) as Shown;
    await world.carriers.faultSet({ operation: 'cancel', kind: 'refuse' });
    await world.callBack(order);
    await eventually(
      () => types(order),
      said => said.includes('shipment.canceled'),
    );
    await move(order, trackingNumber);
    await settled(order, parcel => parcel.trackingEvents.length === 1);
    expect((await shown(order))?.status).toBe('CANCELED');
    expect(types(order).at(-1)).toBe('shipment.canceled');
    expect(await world.registry.getSingleMetricAsString('micromart_shipments_news_of_canceled_total')).toContain('carrier="posthorn"');
  });

  test('is refused when it cannot be, and of parcels that nobody knows', async () => {
    const order = await ready();
    const { trackingNumber } = (await shown(order)) as Shown;
    expect((await news({ trackingNumber: 'PH0000', status: 'PICKED_UP' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await news({ trackingNumber, status: 'CANCELED' })).userErrors).toMatchObject([{ code: 'INVALID', field: ['input', 'status'] }]);
    expect((await news({ trackingNumber, status: 'PICKED_UP', occurredAt: new Date(Date.now() + 2 * 86_400_000) })).userErrors).toHaveLength(1);
    expect((await shown(order))?.status).toBe('READY');
  });
});
