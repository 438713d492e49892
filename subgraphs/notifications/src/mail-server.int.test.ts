import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newId } from '@micromart/service';
import { eventually } from '@micromart/service/testing';
import { type MailServer, openMailServer } from './testing/mail-server.ts';
import { type NotificationsUnderTest, openNotifications } from './testing/notifications-under-test.ts';
import { orderEvent, type SampleOrder } from './testing/order-events.ts';

let server: MailServer;
let shop: NotificationsUnderTest;
beforeAll(async () => {
  server = await openMailServer();
  shop = await openNotifications({ SMTP_URL: server.url, MAIL_FROM: 'The shop <orders@shop.test>' });
});
afterAll(async () => {
  await shop.close();
  await server.close();
});
beforeEach(() => {
  server.answer({});
  server.taken.length = 0;
});

const newOrder = (): SampleOrder => ({ id: newId('ord'), customerId: newId('usr'), email: 'alice@example.test' });
const statusesOf = async ({ customerId }: SampleOrder): Promise<string[]> => {
  const listing = { userId: String(customerId), inboxOnly: true, unreadOnly: false, first: 20, after: null };
  return (await shop.app.store.pageOfNotifications(listing)).map(({ emailStatus }) => emailStatus).reverse();
};
const settled = (order: SampleOrder, count: number): Promise<string[]> =>
  eventually(async () => {
    const statuses = await statusesOf(order);
    return statuses.length === count && !statuses.includes('QUEUED') && statuses;
  });

describe('a mail server', () => {
  test('is given an order’s mails in the order of its events', async () => {
    const order = newOrder();
    const types = ['order.placed', 'order.confirmed', 'order.shipped', 'order.delivered'] as const;
    await shop.say(...types.map((type, at) => orderEvent(type, order, at + 1)));
    expect(await settled(order, 4)).toEqual(['SENT', 'SENT', 'SENT', 'SENT']);
    const endings = ['We have your order', 'is confirmed', 'is on its way', 'was delivered'];
    // long subjects go over two lines
    expect(server.taken.map(mail => endings.find(ending => mail.replace(/\r\n /g, ' ').includes(ending)))).toEqual(endings);
    expect(server.taken[0]).toMatch(/^From: The shop <orders@shop\.test>$/m);
    expect(server.taken[0]).toMatch(/^Message-ID: <ntf_[0-9a-z]{26}@shop\.test>$/m);
  });

  test('that is busy is tried again, with a mail that is recognisably the same', async () => {
    const order = newOrder();
    server.answer({ text: '451 come back later' });
    const before = server.visits;
    await shop.say(orderEvent('order.placed', order, 1));
    await eventually(() => server.visits >= before + 2);
    expect(await statusesOf(order)).toEqual(['QUEUED']);
    server.answer({});
    expect(await settled(order, 1)).toEqual(['SENT']);
    expect(server.taken).toHaveLength(1);
  });

  test('that refuses a mail for good is not asked again, and the next mail goes its way', async () => {
    const order = newOrder();
    server.answer({ recipient: '550 no such mailbox' });
    await shop.say(orderEvent('order.placed', order, 1));
    expect(await settled(order, 1)).toEqual(['FAILED']);
    server.answer({});
    await shop.say(orderEvent('order.confirmed', order, 2));
    expect(await settled(order, 2)).toEqual(['FAILED', 'SENT']);
    expect(server.taken).toHaveLength(1);
  });

  test('that wants the shop to authenticate first is waited for: the settings are wrong, and not the mail', async () => {
    const order = newOrder();
    server.answer({ recipient: '530 authentication required' });
    const before = server.visits;
    await shop.say(orderEvent('order.placed', order, 1));
    await eventually(() => server.visits >= before + 2);
    expect(await statusesOf(order)).toEqual(['QUEUED']);
    server.answer({});
    expect(await settled(order, 1)).toEqual(['SENT']);
  });
});
