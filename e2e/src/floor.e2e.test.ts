import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@micromart/local/testing/eventually';
import {
  CancelMineDocument,
  CancelOrderDocument,
  LedgerDocument,
  MoveDocument,
  PickBoardLiveDocument,
  PickTaskPageDocument,
  ProductPageDocument,
  SitesDocument,
  StockListDocument,
} from '@micromart/sdk';
import { type Bought, buy, variantId, type Wish } from './testing/buying.ts';
import { carry, makeReady, pack, pick, tasksOf } from './testing/floor.ts';
import { allStates, untilOrder } from './testing/following.ts';
import { OPENING, openShop, type TestShop } from './testing/open-shop.ts';
import type { Visitor } from './testing/visitors.ts';

let shop: TestShop;
let alice: Visitor;
beforeAll(async () => {
  shop = await openShop({ FULFILLMENT: 'manual' });
  alice = shop.as('alice');
}, OPENING);
afterAll(() => shop.close());

const cancel = async (visitor: Visitor, { id, accessToken }: Bought) =>
  (await visitor.request(CancelMineDocument, { id, accessToken: accessToken ?? null })).orderCancel;

const atItsEnd = async (visitor: Visitor, bought: Bought) => (await allStates(visitor, bought)).at(-1);

async function available(slug: string, sku: string): Promise<number | null | undefined> {
  const { product } = await alice.request(ProductPageDocument, { slug, countryCode: 'DE' });
  return product?.variants.find(variant => variant.sku === sku)?.availability?.available;
}

async function levelsOf(slug: string, sku: string) {
  const { stockLevels } = await shop.as('walter').request(StockListDocument, { filter: { variantId: await variantId(alice, slug, sku) } });
  return stockLevels?.edges.map(({ node }) => node) ?? [];
}

const STOVE: Wish = { goods: [['gas-stove', 'GS', 2]] };

describe('by hand', () => {
  test('an order is picked, packed, carried and delivered; stock leaves the shelf when the carrier takes it', async () => {
    const walter = shop.as('walter');
    const { warehouses } = await walter.request(SitesDocument);
    const board = walter.subscribe(PickBoardLiveDocument, { warehouseId: warehouses?.find(({ code }) => code === 'BER')?.id ?? '' });
    const first = board.next();
    const before = await levelsOf('gas-stove', 'GS');
    const bought = await buy(alice, STOVE);
    expect((await first).value.pickTaskChanged).toMatchObject({ orderNumber: bought.number, status: 'OPEN', picker: null });
    await board.return?.();

    const [task] = await tasksOf(shop, bought);
    if (task === undefined) throw new Error('nothing to pick');
    expect(await pick(shop, task)).toMatchObject({ status: 'PICKED', picker: { firstName: 'Walter' } });
    expect(await untilOrder(alice, bought, ({ fulfillmentStatus }) => fulfillmentStatus === 'PICKING')).toMatchObject({ status: 'PROCESSING' });
    await pack(shop, task, 450);
    await untilOrder(alice, bought, order => order.shipments?.[0]?.status === 'READY');
    const { pickTask } = await walter.request(PickTaskPageDocument, { id: task.id });
    const [parcel] = pickTask?.order?.shipments ?? [];
    expect(await (await fetch(parcel?.labelUrl ?? '')).text()).toContain(parcel?.trackingNumber);
    const onHand = (levels: readonly { onHand: number }[]): number => levels.reduce((sum, level) => sum + level.onHand, 0);
    expect(onHand(await levelsOf('gas-stove', 'GS'))).toBe(onHand(before));
    await carry(shop, parcel?.trackingNumber ?? '');
    expect(await untilOrder(alice, bought, 'SHIPPED')).toMatchObject({ fulfillmentStatus: 'SHIPPED' });
    await carry(shop, parcel?.trackingNumber ?? '', 3);
    expect(await atItsEnd(alice, bought)).toMatchObject({ status: 'DELIVERED' });
    await eventually(async () => onHand(await levelsOf('gas-stove', 'GS')) === onHand(before) - 2);
  });

  test('an order that two warehouses hold goes as two parcels, and can be canceled no more once one of them has left', async () => {
    const mostInOne = Math.max(...(await levelsOf('rain-jacket', 'RJ-BLUE-L')).map(level => level.available));
    const bought = await buy(alice, { goods: [['rain-jacket', 'RJ-BLUE-L', mostInOne + 1]] });
    const tasks = await tasksOf(shop, bought, 2);
    for (const task of tasks) {
      await pick(shop, task);
      await pack(shop, task);
    }
    const bothReady = await untilOrder(alice, bought, ({ shipments }) => shipments?.filter(({ status }) => status === 'READY').length === 2);
    const [one = '', other = ''] = bothReady.shipments?.map(({ trackingNumber }) => trackingNumber) ?? [];
    await carry(shop, one);
    await untilOrder(alice, bought, ({ fulfillmentStatus }) => fulfillmentStatus === 'PARTIALLY_SHIPPED');
    expect(await cancel(alice, bought)).toMatchObject({ userErrors: [{ code: 'WRONG_STATE' }] });
    await carry(shop, one, 3);
    await carry(shop, other, 4);
    expect(await atItsEnd(alice, bought)).toMatchObject({ status: 'DELIVERED', fulfillmentStatus: 'DELIVERED' });
  });

  test('what is missing on one shelf is taken from another', async () => {
    const walter = shop.as('walter');
    const [level] = await levelsOf('ten-tent-pegs', 'PEGS');
    const { warehouses } = await walter.request(SitesDocument);
    const site = warehouses?.find(({ aisles }) => aisles?.some(({ shelves }) => shelves?.some(({ id }) => id === level?.shelf.id)));
    const spare = site?.aisles?.[0]?.shelves?.find(({ id }) => id !== level?.shelf.id);
    const move = { variantId: level?.variant?.id ?? '', fromShelfId: level?.shelf.id ?? '', toShelfId: spare?.id ?? '', quantity: 3 };
    expect((await walter.request(MoveDocument, { input: { ...move, idempotencyKey: 'spare pegs' } })).stockMove?.userErrors).toEqual([]);
    const bought = await buy(alice, { goods: [['ten-tent-pegs', 'PEGS', 2]] });
    const [task] = await tasksOf(shop, bought);
    const [line] = task?.lines ?? [];
    if (task === undefined || line === undefined) throw new Error('nothing to pick');
    const found = await pick(shop, task, { PEGS: 0 });
    const elsewhere = found.lines.filter(({ quantity }) => quantity > 0);
    expect(elsewhere.map(({ shelf, quantity, picked }) => [shelf.id === line.shelf.id, quantity, picked])).toEqual([[false, 2, 0]]);
    await pick(shop, { ...found, lines: elsewhere });
    await pack(shop, task);
    expect(await untilOrder(alice, bought, ({ fulfillmentStatus }) => fulfillmentStatus === 'PACKED')).toMatchObject({ status: 'PROCESSING' });
  });

  test('what is nowhere cancels the order, and the money goes back', async () => {
    const bought = await buy(alice, { goods: [['cast-iron-casserole', 'CC-CREAM-28CM', 1]] });
    const [task] = await tasksOf(shop, bought);
    if (task === undefined) throw new Error('nothing to pick');
    await pick(shop, task, { 'CC-CREAM-28CM': 0 });
    expect(await atItsEnd(alice, bought)).toMatchObject({ status: 'CANCELED', cancelReason: 'OUT_OF_STOCK', paymentStatus: 'REFUNDED' });
    expect(await available('cast-iron-casserole', 'CC-CREAM-28CM')).toBe(0);
  });
});

describe('canceled', () => {
  test('before it is paid: nothing is taken, and the goods are free again', async () => {
    const before = await available('gas-stove', 'GS');
    await shop.outsiders.provider.faults.setAway(true);
    const bought = await buy(alice, STOVE);
    await untilOrder(alice, bought, ({ fulfillmentStatus }) => fulfillmentStatus === 'ALLOCATED');
    expect(await cancel(alice, bought)).toMatchObject({ userErrors: [], order: { status: 'CANCELED', cancelReason: 'CUSTOMER', actions: [] } });
    await shop.outsiders.provider.faults.clear();
    const last = await atItsEnd(alice, bought);
    expect(last).toMatchObject({ status: 'CANCELED', fulfillmentStatus: 'UNALLOCATED', totals: { refunded: { amount: '0.00' } } });
    expect(last?.payments).toMatchObject([{ captured: { amount: '0.00' } }]);
    expect(await available('gas-stove', 'GS')).toBe(before);
  });

  test('when it is confirmed, by a guest: what was held is let go or given back', async () => {
    const guest = shop.guest();
    await shop.outsiders.provider.faults.inject({ call: 'capture', kind: 'error', done: false, times: 1_000 });
    const bought = await buy(guest, STOVE);
    await untilOrder(guest, bought, 'CONFIRMED');
    expect(await cancel(guest, bought)).toMatchObject({ userErrors: [], order: { status: 'CANCELED', cancelReason: 'CUSTOMER' } });
    await shop.outsiders.provider.faults.clear();
    expect(['VOIDED', 'REFUNDED']).toContain((await atItsEnd(guest, bought))?.paymentStatus);
  });

  test('before it is picked: parcels are called back, and the money goes back', async () => {
    const before = await available('gas-stove', 'GS');
    const bought = await buy(alice, STOVE);
    await untilOrder(alice, bought, 'PROCESSING');
    const first = await cancel(alice, bought);
    expect(first).toMatchObject({ userErrors: [] });
    expect(['CANCELING', 'CANCELED']).toContain(first?.order?.status);
    expect(await cancel(alice, bought)).toMatchObject({ userErrors: [], order: { cancelReason: 'CUSTOMER' } });
    const last = await atItsEnd(alice, bought);
    expect(last).toMatchObject({ status: 'CANCELED', paymentStatus: 'REFUNDED', totals: { refunded: { amount: bought.total } } });
    expect(await available('gas-stove', 'GS')).toBe(before);
  });

  test('by staff when it stands ready for its carrier: the carrier does not take it', async () => {
    const bought = await buy(alice, STOVE);
    const trackingNumber = await makeReady(shop, alice, bought);
    const { orderCancel } = await shop.as('susan').request(CancelOrderDocument, { id: bought.id, note: 'the customer called' });
    expect(orderCancel).toMatchObject({ userErrors: [], order: { cancelReason: 'STAFF' } });
    const last = await atItsEnd(alice, bought);
    expect(last).toMatchObject({ status: 'CANCELED', paymentStatus: 'REFUNDED', cancelReason: 'STAFF' });
    // the order's end does not wait until the carrier was told
    await eventually(async () => (await (await fetch(last?.shipments?.[0]?.trackingUrl ?? '')).text()).includes('CANCELED'));
    expect(await shop.outsiders.carriers.move(trackingNumber)).toBeUndefined();
  });

  test('too late, when the parcel has left, it goes on', async () => {
    const bought = await buy(alice, STOVE);
    const trackingNumber = await makeReady(shop, alice, bought);
    await carry(shop, trackingNumber);
    expect(await untilOrder(alice, bought, 'SHIPPED')).toMatchObject({ actions: [] });
    expect(await cancel(alice, bought)).toMatchObject({ userErrors: [{ code: 'WRONG_STATE' }] });
    await carry(shop, trackingNumber, 3);
    expect(await atItsEnd(alice, bought)).toMatchObject({ status: 'DELIVERED', paymentStatus: 'PAID' });
  });
});

describe('a parcel that nobody takes in', () => {
  test('comes back: the order is undeliverable, the money goes back, and the goods lie on the returns shelf', async () => {
    const before = await available('gas-stove', 'GS');
    await shop.outsiders.carriers.faultSet({ operation: 'journey', kind: 'returned' });
    const bought = await buy(alice, STOVE);
    await carry(shop, await makeReady(shop, alice, bought), 5);
    const last = await atItsEnd(alice, bought);
    expect(last).toMatchObject({ status: 'CANCELED', cancelReason: 'UNDELIVERABLE', paymentStatus: 'REFUNDED', fulfillmentStatus: 'RETURNED' });
    expect(last?.totals.refunded.amount).toBe(bought.total);
    const filter = { variantId: await variantId(alice, 'gas-stove', 'GS') };
    // the order's end does not wait until the goods are booked in
    const newest = await eventually(
      async () => (await shop.as('walter').request(LedgerDocument, { filter })).stockMovements?.edges[0]?.node,
      movement => movement?.kind === 'RETURN',
    );
    expect(newest).toMatchObject({ quantity: 2 });
    const returns = (await levelsOf('gas-stove', 'GS')).find(({ shelf }) => shelf.id === newest?.shelf.id);
    expect(returns).toMatchObject({ onHand: 2, allocated: 0 });
    expect(await available('gas-stove', 'GS')).toBe((before ?? 0) - 2);
  });

  test('at first is delivered at the second attempt', async () => {
    await shop.outsiders.carriers.faultSet({ operation: 'journey', kind: 'attempt-failed' });
    const bought = await buy(alice, STOVE);
    await carry(shop, await makeReady(shop, alice, bought), 6);
    const last = await atItsEnd(alice, bought);
    expect(last).toMatchObject({ status: 'DELIVERED', cancelReason: null });
    expect(last?.history.map(({ type }) => type)).toContain('shipment.failed');
  });
});

test('what always holds, holds', async () => {
  expect(await shop.breaches()).toEqual([]);
});
