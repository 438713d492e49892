import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@micromart/service/testing';
import { ada, followParcels } from './testing/parcels.ts';
import { openShipmentsWorld, type ShipmentsWorld } from './testing/shipments-world.ts';

let world: ShipmentsWorld;
beforeAll(async () => {
  world = await openShipmentsWorld();
});
afterEach(() => world.carriers.faultsClear());
afterAll(() => world.close());

const { types, saidAll, lastSaid, shown, created, ready, move } = followParcels(() => world);

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

  test('whose search, or whose call to a carrier, was parked or lost is put with a carrier when orders asks again', async () => {
    const { database } = world.app.messaging;
    const bookings = async (order: { readonly parcelIds: readonly string[] }) => {
      const text = 'SELECT status FROM booking WHERE shipment_id = ANY ($1)';
      return (await database.query<{ status: string }>({ text, values: [order.parcelIds] })).rows.map(({ status }) => status);
    };
    const loseTasks = () => database.query({ text: 'DELETE FROM messaging.task', values: [] });

    await world.carriers.faultSet({ operation: 'quote', kind: 'refuse', times: 1_000 });
    const unsought = world.newOrder();
    await world.request(unsought);
    await eventually(async () => (await world.app.store.parcelInCase(unsought.parcelIds[0] ?? ''))?.parcel.choice);
    await loseTasks();
    await world.carriers.faultsClear();
    await world.request(unsought);
    await saidAll(unsought, 'shipment.created');

    await world.carriers.faultSet({ operation: 'book', kind: 'hang', times: 1_000 });
    const asked = world.newOrder();
    await world.request(asked);
    await eventually(async () => (await bookings(asked)).includes('ASKED'));
    await loseTasks();
    await world.carriers.faultsClear();
    await world.request(asked);
    await saidAll(asked, 'shipment.created');
    expect(await bookings(asked)).toEqual(['BOOKED']);
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
