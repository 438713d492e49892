import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@micromart/service';
import { eventually } from '@micromart/service/testing';
import { type NotificationsUnderTest, openNotifications, viewerWith } from './testing/notifications-under-test.ts';
import { orderEvent, type SampleOrder } from './testing/order-events.ts';

let shop: NotificationsUnderTest;
beforeAll(async () => {
  shop = await openNotifications();
});
afterAll(() => shop.close());

/** A customer, or for a guest nobody, with an order of their own; mails of different tests are told apart by the order. */
function customer(kind: 'user' | 'guest' = 'user') {
  const userId = kind === 'user' ? newId('usr') : null;
  const order: SampleOrder = { id: newId('ord'), customerId: userId, email: `${newId('m')}@example.test` };
  return { order, viewer: viewerWith({ userId, roles: userId === null ? [] : ['customer'] }) };
}
type Customer = ReturnType<typeof customer>;

interface Told {
  readonly id: string;
  readonly kind: string;
  readonly emailStatus: string;
  readonly readAt: string | null;
}

const LIST = `query ($users: [_Any!]!, $first: Int!, $after: String, $unreadOnly: Boolean!) { _entities(representations: $users) { ... on User {
  unreadNotificationCount notificationPreferences { email inbox }
  notifications(first: $first, after: $after, unreadOnly: $unreadOnly) { totalCount pageInfo { hasNextPage endCursor } edges { node { id kind title emailStatus readAt order { id } } } }
} } }`;

async function inboxOf({ viewer }: Pick<Customer, 'viewer'>, of = viewer.userId, args: object = {}) {
  const users = [{ __typename: 'User', id: of }];
  const answer = await shop.ask(viewer, LIST, { users, first: 20, unreadOnly: false, ...args });
  expect(answer.errors).toBeUndefined();
  const [user] = (answer.data?.['_entities'] as readonly unknown[] | undefined) ?? [];
  return user as {
    unreadNotificationCount: number | null;
    notificationPreferences: { email: boolean; inbox: boolean } | null;
    notifications: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor: string }; edges: { node: Told }[] } | null;
  };
}
const toldTo = async (who: Pick<Customer, 'viewer'>, args: object = {}): Promise<Told[]> =>
  ((await inboxOf(who, who.viewer.userId, args)).notifications?.edges ?? []).map(({ node }) => node);
const mailsTo = async ({ order }: Customer): Promise<string[]> => (await shop.mails()).filter(mail => mail.includes(`To: ${order.email}`));

/** Waits until nothing is queued and the inbox has so many notifications. */
const settled = (who: Customer, count: number): Promise<Told[]> =>
  eventually(async () => {
    const told = await toldTo(who);
    return told.length === count && told.every(({ emailStatus }) => emailStatus !== 'QUEUED') && told;
  });

describe('a customer', () => {
  test('is told of each step in the inbox and by mail, the newest first', async () => {
    const alice = customer();
    await shop.say(
      orderEvent('order.placed', alice.order, 1),
      orderEvent('order.confirmed', alice.order, 2),
      orderEvent('order.shipped', alice.order, 4),
    );
    const told = await settled(alice, 3);
    expect(told.map(({ kind, emailStatus }) => [kind, emailStatus])).toEqual([
      ['order.shipped', 'SENT'],
      ['order.confirmed', 'SENT'],
      ['order.placed', 'SENT'],
    ]);
    const mails = await mailsTo(alice);
    expect(mails).toHaveLength(3);
    expect(mails[0]).toContain(`Subject: We have your order M-${alice.order.id.slice(4)}`);
    expect(mails[0]).toContain('1234.50 EUR');
    expect(mails[0]).toContain(`Message-ID: <${told[2]?.id}@micromart.example>`);
    expect(mails[0]).toContain('text/html');
    expect(mails[0]).toContain(`https://shop.test/orders/${alice.order.id}`);
    expect(mails[0]).not.toContain('token=');
  });

  test('who is a guest gets the mails, with the link that opens the order', async () => {
    const guest = customer('guest');
    await shop.say(orderEvent('order.placed', guest.order, 1));
    const [mail] = await eventually(async () => ((await mailsTo(guest)).length === 1 ? mailsTo(guest) : undefined));
    expect(mail).toContain(`https://shop.test/orders/${guest.order.id}?token=${shop.tokens.tokenOf(guest.order.id)}`);
  });

  test('is told once of an event that is delivered twice, and of a stage that is announced again', async () => {
    const alice = customer();
    const placed = orderEvent('order.placed', alice.order, 1);
    await shop.say(placed, placed, orderEvent('order.placed', alice.order, 2, { version: 2 }), orderEvent('order.confirmed', alice.order, 3));
    expect((await settled(alice, 2)).map(({ kind }) => kind)).toEqual(['order.confirmed', 'order.placed']);
    expect(await mailsTo(alice)).toHaveLength(2);
  });

  test('finds news that come late in the inbox, and gets no mail that contradicts a newer one', async () => {
    const alice = customer();
    await shop.say(orderEvent('order.canceled', alice.order, 3), orderEvent('order.confirmed', alice.order, 2));
    expect((await settled(alice, 2)).map(({ kind, emailStatus }) => [kind, emailStatus])).toEqual([
      ['order.confirmed', 'NONE'],
      ['order.canceled', 'SENT'],
    ]);
    expect(await mailsTo(alice)).toHaveLength(1);
  });

  test('is told in the ways that they want', async () => {
    const set =
      'mutation ($input: NotificationPreferencesInput!) { notificationPreferencesSet(input: $input) { user { notificationPreferences { email inbox } } } }';
    const alice = customer();
    expect((await inboxOf(alice)).notificationPreferences).toEqual({ email: true, inbox: true });
    await shop.ask(alice.viewer, set, { input: { email: false } });
    await shop.say(orderEvent('order.placed', alice.order, 1));
    expect((await settled(alice, 1))[0]?.emailStatus).toBe('NONE');

    const answer = await shop.ask(alice.viewer, set, { input: { email: true, inbox: false } });
    expect(answer.data?.['notificationPreferencesSet']).toEqual({ user: { notificationPreferences: { email: true, inbox: false } } });
    await shop.say(orderEvent('order.confirmed', alice.order, 2));
    await eventually(async () => (await mailsTo(alice)).length === 1);
    expect(await toldTo(alice)).toHaveLength(1);
  });
});

describe('the inbox', () => {
  test('is marked as read, by name and as a whole', async () => {
    const mark =
      'mutation ($ids: [ID!]) { notificationsMarkRead(ids: $ids) { notifications { kind readAt } user { unreadNotificationCount } userErrors { code field } } }';
    const [alice, bob] = [customer(), customer()];
    await shop.say(...[1, 2, 3].map(at => orderEvent('order.refunded', alice.order, at, { refunded: at })));
    const told = await settled(alice, 3);
    expect((await inboxOf(alice)).unreadNotificationCount).toBe(3);

    const strange = await shop.ask(bob.viewer, mark, { ids: [told[0]?.id] });
    expect(strange.data?.['notificationsMarkRead']).toMatchObject({ notifications: [], userErrors: [{ code: 'NOT_FOUND', field: ['ids', '0'] }] });

    const one = await shop.ask(alice.viewer, mark, { ids: [told[0]?.id] });
    expect(one.data?.['notificationsMarkRead']).toMatchObject({ notifications: [{ kind: 'order.refunded' }], user: { unreadNotificationCount: 2 } });
    expect((await toldTo(alice, { unreadOnly: true })).map(({ id }) => id)).toEqual(told.slice(1).map(({ id }) => id));

    const all = await shop.ask(alice.viewer, mark);
    expect(all.data?.['notificationsMarkRead']).toMatchObject({ notifications: [{}, {}], user: { unreadNotificationCount: 0 } });
    const again = await shop.ask(alice.viewer, mark);
    expect(again.data?.['notificationsMarkRead']).toEqual({ notifications: [], user: { unreadNotificationCount: 0 }, userErrors: [] });
  });

  test('is read page by page, whatever comes in between', async () => {
    const alice = customer();
    await shop.say(...[1, 2, 3].map(at => orderEvent('order.refunded', alice.order, at, { refunded: at })));
    const all = await settled(alice, 3);
    const first = (await inboxOf(alice, alice.viewer.userId, { first: 2 })).notifications;
    expect(first).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    await shop.say(orderEvent('order.refunded', alice.order, 4, { refunded: 4 }));
    await settled(alice, 4);
    const rest = await toldTo(alice, { first: 2, after: first?.pageInfo.endCursor });
    expect(rest.map(({ id }) => id)).toEqual(all.slice(2).map(({ id }) => id));
    const tooLong = await shop.ask(alice.viewer, LIST, { users: [{ __typename: 'User', id: alice.viewer.userId }], first: 101, unreadOnly: false });
    expect(tooLong.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  test("is nobody else's, but for the order desk's question what a customer was told", async () => {
    const [alice, bob] = [customer(), customer()];
    await shop.say(orderEvent('order.placed', alice.order, 1));
    await settled(alice, 1);
    const hidden = { unreadNotificationCount: null, notificationPreferences: null, notifications: null };
    expect(await inboxOf(bob, alice.viewer.userId)).toEqual(hidden);
    expect(await inboxOf({ viewer: viewerWith({ userId: newId('usr'), roles: ['warehouse'] }) }, alice.viewer.userId)).toEqual(hidden);
    expect(await inboxOf({ viewer: viewerWith({}) }, alice.viewer.userId)).toEqual(hidden);
    const desk = await inboxOf({ viewer: viewerWith({ userId: newId('usr'), roles: ['support'] }) }, alice.viewer.userId);
    expect(desk).toMatchObject({
      unreadNotificationCount: null,
      notifications: { edges: [{ node: { kind: 'order.placed', emailStatus: 'SENT' } }] },
    });
  });
});

describe('the subscription', () => {
  const FOLLOW = 'subscription { notificationReceived { kind order { id } } }';

  test("brings a user's own news as they come", async () => {
    const [alice, bob] = [customer(), customer()];
    const feed = shop.follow(alice.viewer, FOLLOW);
    const first = feed.next();
    // the feed begins with what comes after it was opened: it is open once something arrives
    let sequence = 0;
    let arrived: { value?: { data?: unknown } } | undefined;
    void first.then(result => {
      arrived = result;
    });
    await eventually(async () => {
      sequence += 1;
      await shop.say(orderEvent('order.refunded', bob.order, sequence, { refunded: sequence }));
      await shop.say(orderEvent('order.refunded', alice.order, sequence, { refunded: sequence }));
      await settled(alice, sequence);
      return arrived !== undefined;
    });
    expect(arrived?.value?.data).toEqual({ notificationReceived: { kind: 'order.refunded', order: { id: alice.order.id } } });
    await feed.return?.();
  });

  test('ends with the token', async () => {
    const { viewer } = customer();
    const feed = shop.follow({ ...viewer, expiresAt: new Date(Date.now() + 300) }, FOLLOW);
    expect((await feed.next()).done).toBe(true);
  });

  test('is refused to guests', async () => {
    const feed = shop.follow(viewerWith({}), FOLLOW);
    expect((await feed.next()).value?.errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
    await feed.return?.();
  });
});
