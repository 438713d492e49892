import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demo } from '@micromart/host';
import { MyNotificationsDocument, NotificationLiveDocument, OrderPageDocument, SearchPageDocument, ShipmentLiveDocument } from '@micromart/sdk';
import { buy, fillCart, place, PORTLAND } from './testing/buying.ts';
import { allStates, untilOrder } from './testing/following.ts';
import { mailTo } from './testing/mails.ts';
import { OPENING, openShop, type TestShop } from './testing/open-shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openShop();
}, OPENING);
afterAll(() => shop.close());

/** The states of a parcel to which nothing happens. */
const JOURNEY: readonly string[] = ['CREATED', 'READY', 'PICKED_UP', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'];

describe('what a customer buys', () => {
  test('is delivered, and can be followed on the way: versions only grow, and the subscription ends', async () => {
    const alice = shop.as('alice');
    const bought = await buy(alice, {
      goods: [
        ['rain-jacket', 'RJ-BLUE-M'],
        ['enamel-mug', 'EM-RED', 2],
      ],
    });
    const states = await allStates(alice, bought);
    const versions = states.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].toSorted((one, other) => one - other));
    const last = states.at(-1);
    expect(last).toMatchObject({ status: 'DELIVERED', paymentStatus: 'PAID', fulfillmentStatus: 'DELIVERED', paymentDueAt: null, actions: [] });
    expect(last?.history.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['order.placed', 'order.confirmed', 'order.shipped', 'order.delivered']),
    );
    expect(last?.payments).toMatchObject([{ status: 'CAPTURED', captured: { amount: bought.total, currencyCode: 'EUR' } }]);
    expect(last?.totals).toMatchObject({ subtotal: { amount: '214.80' }, taxIncluded: true, refunded: { amount: '0.00' } });
    expect(last?.shipments).toMatchObject([{ status: 'DELIVERED', carrier: { name: expect.any(String) } }]);
    expect(last?.shipments?.[0]?.trackingEvents.map(({ status }) => status)).toEqual(['DELIVERED', 'OUT_FOR_DELIVERY', 'IN_TRANSIT', 'PICKED_UP']);
  });

  test('is told of in the inbox while it happens', async () => {
    const bob = shop.as('bob');
    const unread = (await bob.request(MyNotificationsDocument, {})).me?.unreadNotificationCount ?? 0;
    const live = bob.subscribe(NotificationLiveDocument);
    const first = live.next();
    const bought = await buy(bob);
    const kinds: string[] = [];
    for (let news = await first; !news.done; news = await live.next()) {
      expect(news.value.notificationReceived.order?.id).toBe(bought.id);
      kinds.push(news.value.notificationReceived.kind);
      if (kinds.includes('order.delivered')) break;
    }
    await live.return?.();
    const { me } = await bob.request(MyNotificationsDocument, {});
    const ofOrder = me?.notifications?.edges.filter(({ node }) => node.order?.id === bought.id);
    expect(kinds).toEqual(ofOrder?.map(({ node }) => node.kind).toReversed());
    expect(me?.unreadNotificationCount).toBe(unread + kinds.length);
  });

  test('shows its parcel moving', async () => {
    const alice = shop.as('alice');
    const bought = await buy(alice);
    await untilOrder(alice, bought, ({ shipments }) => (shipments?.length ?? 0) > 0);
    const statuses: string[] = [];
    for await (const { shipmentUpdated } of alice.subscribe(ShipmentLiveDocument, { orderId: bought.id })) {
      statuses.push(shipmentUpdated.status);
      if (shipmentUpdated.status === 'DELIVERED') break;
    }
    // one that nobody has taken yet gives way to the next
    expect(JOURNEY).toEqual(expect.arrayContaining(statuses));
    expect(statuses).toEqual(statuses.toSorted((one, other) => JOURNEY.indexOf(one) - JOURNEY.indexOf(other)));
    expect(statuses.at(-1)).toBe('DELIVERED');
  });

  test('costs no tax in the market of the United States', async () => {
    const alice = shop.as('alice');
    const cart = await fillCart(alice, { currency: 'USD', address: PORTLAND });
    expect(cart.totals).toMatchObject({ subtotal: { amount: '11.90', currencyCode: 'USD' }, tax: { amount: '0.00' }, taxLines: [] });
    const last = (await allStates(alice, await place(alice, cart))).at(-1);
    expect(last).toMatchObject({ status: 'DELIVERED', totals: { total: cart.totals?.total, tax: { amount: '0.00', currencyCode: 'USD' } } });
  });
});

describe('what a guest buys', () => {
  test('is delivered, and the mail’s link shows it to whoever has the mail', async () => {
    const guest = shop.guest();
    const bought = await buy(guest);
    expect((await allStates(guest, bought)).at(-1)).toMatchObject({ status: 'DELIVERED', email: guest.email });
    const mail = await readFile(await mailTo(shop, guest.email as string, 'delivered'), 'utf8');
    const accessToken = mail.replaceAll(/=\r?\n/g, '').match(/orders\/(ord_\w+)\?token=3D([\w.-]+)/)?.[2];
    expect(accessToken).toBe(bought.accessToken);
    const stranger = shop.guest();
    const { order } = await stranger.request(OrderPageDocument, { id: bought.id, accessToken: accessToken ?? '' });
    expect(order).toMatchObject({ number: bought.number, status: 'DELIVERED' });
    expect((await stranger.request(OrderPageDocument, { id: bought.id })).order).toBeNull();
  });
});

test('searching forgives typing errors', async () => {
  const guest = shop.guest();
  const found = async (query: string) => (await guest.request(SearchPageDocument, { query })).products?.edges.map(({ node }) => node.name);
  expect((await found('rain jaket'))?.[0]).toBe('Rain jacket');
  expect((await found('sleping bag'))?.[0]).toBe('Down sleeping bag');
  expect(await found('qqqqzzzz')).toEqual([]);
});

test('the demo tells of a delivered order', async () => {
  const lines: string[] = [];
  expect(await demo(shop.url, shop.issuer, line => lines.push(line))).toEqual({ delivered: true });
  expect(lines.join('\n')).toMatch(/Rain jacket[\s\S]+Standard[\s\S]+Total[\s\S]+Order M-\d+: 219\.70 EUR[\s\S]+The order was delivered/);
});

test('the demo says when no shop answers', async () => {
  const outcome = await demo('http://127.0.0.1:9', 'http://127.0.0.1:9/realms/micromart', () => undefined);
  expect(outcome).toMatchObject({ delivered: false, because: expect.stringContaining('No shop answers at http://127.0.0.1:9') });
});

test('what always holds, holds', async () => {
  expect(await shop.breaches()).toEqual([]);
});
