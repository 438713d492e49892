import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from './testing/eventually.ts';
import type { TestOrder } from './testing/neighbours.ts';
import { openShipmentsWorld, type ShipmentsWorld } from './testing/shipments-world.ts';

let world: ShipmentsWorld;
beforeAll(async () => {
  world = await openShipmentsWorld();
});
afterEach(() => world.carriers.faultsClear());
afterAll(() => world.close());

const types = (order: TestOrder): string[] => world.said(order.id).map(event => event.type);
const saidAll = (order: TestOrder, ...expected: string[]) =>
  eventually(
    () => types(order),
    said => JSON.stringify(said) === JSON.stringify(expected),
  );
const lastSaid = (order: TestOrder) => world.said(order.id).at(-1)?.data;

const PARCEL = `id status version weightGrams trackingNumber trackingUrl labelUrl carrier { code enabled }
  choice { strategy quotes { carrier { code } price { amount currencyCode } refusal } } trackingEvents { status message }`;
const susan = { userId: 'usr_susan', roles: ['support'] as const };
const ada = { userId: 'usr_ada', roles: ['admin'] as const };

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly weightGrams: number;
  readonly trackingNumber: string;
  readonly carrier: { readonly code: string };
  readonly choice: {
    readonly strategy: string;
    readonly quotes: readonly { readonly carrier: { readonly code: string }; readonly price: unknown; readonly refusal: string | null }[];
  };
  readonly trackingEvents: readonly { readonly status: string }[];
}
async function shown(order: TestOrder, parcel = 0): Promise<Shown | null> {
  const { data } = await world.ask(`query($id: ID) { shipment(id: $id) { ${PARCEL} } }`, { id: order.parcelIds[parcel] }, susan);
  return (data?.['shipment'] ?? null) as Shown | null;
}
const settled = (order: TestOrder, fits: (parcel: Shown) => boolean) =>
  eventually(
    () => shown(order),
    parcel => parcel !== null && fits(parcel),
  );

/** A parcel that a carrier knows of. */
async function created(order = world.newOrder()): Promise<TestOrder> {
  await world.request(order);
  await eventually(
    () => types(order),
    said => said.filter(type => type === 'shipment.created').length === order.parcelIds.length,
  );
  return order;
}
/** A parcel that its carrier was told of. */
async function ready(order?: TestOrder): Promise<TestOrder> {
  const made = await created(order);
  await world.pack(made);
  await eventually(
    () => types(made),
    said => said.includes('shipment.ready'),
  );
  return made;
}
async function move(order: TestOrder, trackingNumber?: string): Promise<void> {
  const number = trackingNumber ?? (await shown(order))?.trackingNumber ?? '';
  await eventually(
    () => world.carriers.move(number),
    step => step !== undefined,
  );
}
const news = (order: TestOrder, input: object) =>
  world
    .ask(
      `mutation($input: TrackingEventInput!) { trackingEventRecord(input: $input) { shipment { id status version } userErrors { code field } } }`,
      { input: { carrierEventId: 'ev-1', message: 'Said by hand', occurredAt: new Date(), ...input } },
      susan,
    )
    .then(
      ({ data, errors }) =>
        ({ ...(data?.['trackingEventRecord'] as object), errors, order: order.id }) as never as {
          shipment: Shown | null;
          userErrors: { code: string }[];
        },
    );

describe('a parcel', () => {
  test('finds a carrier, is packed, picked up and delivered', async () => {
    const order = await ready();
    expect(await shown(order)).toMatchObject({ status: 'READY', weightGrams: 1_350, carrier: { code: 'posthorn', enabled: true } });
    for (const _ of ['PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED']) await move(order);
    await eventually(
      () => types(order),
      said => said.includes('shipment.delivered'),
    );
    expect(types(order)).toEqual(['shipment.created', 'shipment.ready', ...Array(3).fill('shipment.left'), 'shipment.delivered']);
    expect((await shown(order))?.trackingEvents.map(event => event.status)).toEqual(['DELIVERED', 'OUT_FOR_DELIVERY', 'IN_TRANSIT', 'PICKED_UP']);
  });

  test('may be packed before it was asked for', async () => {
    const order = world.newOrder();
    await world.pack(order);
    await world.request(order);
    await saidAll(order, 'shipment.created', 'shipment.ready');
    expect(await shown(order)).toMatchObject({ status: 'READY', weightGrams: 1_350 });
  });

  test('goes with the carrier that fits what the customer paid for, and remembers who lost', async () => {
    const carrierOf = async (service: string, weightGrams = 1_200) => {
      const parcel = await shown(await created(world.newOrder({ service, weightGrams })));
      return [parcel?.carrier.code, parcel?.choice.strategy];
    };
    expect(await carrierOf('standard')).toEqual(['posthorn', 'as-promised']);
    expect(await carrierOf('express')).toEqual(['meridian', 'fastest']);
    expect(await carrierOf('green')).toEqual(['veloline', 'lowest-emission']);
    expect(await carrierOf('freight', 80_000)).toEqual(['atlas', 'cheapest']);
    const heavy = await shown(await created(world.newOrder({ service: 'freight', weightGrams: 80_000 })));
    expect(heavy?.choice.quotes).toHaveLength(4);
    expect(heavy?.choice.quotes.filter(quote => quote.refusal !== null)).toHaveLength(3);
  });

  test('is told of again, as it stands, when orders asks again', async () => {
    const order = await ready();
    await world.request(order);
    await saidAll(order, 'shipment.created', 'shipment.ready', 'shipment.ready');
  });
});

describe('a carrier', () => {
  test('that hangs, fails or answers nonsense is out of the choice', async () => {
    await world.carriers.faultSet({ carrierCode: 'posthorn', operation: 'quote', kind: 'hang' });
    await world.carriers.faultSet({ carrierCode: 'veloline', operation: 'quote', kind: 'wrong' });
    const parcel = await shown(await created());
    expect(parcel?.carrier.code).toBe('meridian');
    expect(parcel?.choice.quotes).toContainEqual({ carrier: { code: 'posthorn' }, price: null, refusal: 'it did not answer in time' });
    expect(parcel?.choice.quotes).toContainEqual({ carrier: { code: 'veloline' }, price: null, refusal: 'its answer made no sense' });
  });

  test('is asked again later when nobody answered', async () => {
    await world.carriers.faultSet({ operation: 'quote', kind: 'fail', times: 4 });
    expect((await shown(await created()))?.carrier.code).toBe('posthorn');
  });

  test('that quotes and then refuses gives way to another', async () => {
    await world.carriers.faultSet({ carrierCode: 'posthorn', operation: 'book', kind: 'refuse' });
    const parcel = await shown(await created());
    expect(parcel?.carrier.code).toBe('veloline');
  });

  test('that books without answering is asked again with the same key, and books once', async () => {
    await world.carriers.faultSet({ carrierCode: 'posthorn', operation: 'book', kind: 'hang-after', times: 2 });
    const order = await created();
    expect((await shown(order))?.carrier.code).toBe('posthorn');
    expect(types(order)).toEqual(['shipment.created']);
  });

  test('that does not come after all is replaced', async () => {
    await world.carriers.faultSet({ carrierCode: 'posthorn', operation: 'ready', kind: 'refuse' });
    const order = await ready();
    await saidAll(order, 'shipment.created', 'shipment.ready', 'shipment.created', 'shipment.ready');
    expect(lastSaid(order)?.carrierCode).toBe('veloline');
  });

  test('is out of the choice when it is disabled', async () => {
    const enable = (enabled: boolean) =>
      world.ask(
        'mutation($on: Boolean!) { carrierEnabledSet(code: "posthorn", enabled: $on) { carrier { enabled } userErrors { code } } }',
        { on: enabled },
        ada,
      );
    expect((await enable(false)).data).toEqual({ carrierEnabledSet: { carrier: { enabled: false }, userErrors: [] } });
    const parcel = await shown(await created());
    await enable(true);
    expect(parcel?.carrier.code).toBe('veloline');
    expect(parcel?.choice.quotes.map(quote => quote.carrier.code)).not.toContain('posthorn');
  });
});

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
    await world.carriers.faultSet({ carrierCode: 'posthorn', operation: 'book', kind: 'late', delayMs: 200 });
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

describe('news', () => {
  test('that is late, repeated or out of order changes nothing that is known', async () => {
    const order = await ready();
    const { trackingNumber } = (await shown(order)) as Shown;
    const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
    const tell = (carrierEventId: string, status: string, minutes: number) =>
      news(order, { trackingNumber, carrierEventId, status, occurredAt: minutesAgo(minutes) });
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
    expect((await news(order, { trackingNumber: 'PH0000', status: 'PICKED_UP' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await news(order, { trackingNumber, status: 'CANCELED' })).userErrors).toMatchObject([{ code: 'INVALID', field: ['input', 'status'] }]);
    expect((await news(order, { trackingNumber, status: 'PICKED_UP', occurredAt: new Date(Date.now() + 2 * 86_400_000) })).userErrors).toHaveLength(
      1,
    );
    expect((await shown(order))?.status).toBe('READY');
  });
});

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
