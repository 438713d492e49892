import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { receiveProviderEvent } from './index.ts';
import { eventually } from '@micromart/service/testing';
import type { TestOrder } from './testing/orders-part.ts';
import { openPaymentsWorld, type PaymentsWorld } from './testing/payments-world.ts';

let world: PaymentsWorld;

beforeAll(async () => {
  world = await openPaymentsWorld({ PAYMENT_PROVIDER_TIMEOUT: '300' });
});
afterEach(() => world.provider.faults.clear());
afterAll(() => world.close());

const saidOf = (order: TestOrder): string[] => world.said(order.id).map(event => event.type);
const untilSaid = (order: TestOrder, ...types: string[]) =>
  eventually(
    () => saidOf(order),
    said => said.join() === types.map(type => `payment.${type}`).join(),
  );
const paymentsOf = (order: TestOrder) => world.app.store.paymentsOfOrders([order.id], 'all');
const chargesOf = async (order: TestOrder) => {
  const payments = await paymentsOf(order);
  return Promise.all(payments.map(async ({ id }) => (await world.provider.api.find({ idempotencyKey: id }))?.charge));
};

async function authorized(given: Partial<TestOrder> = {}): Promise<TestOrder> {
  const order = world.newOrder(given);
  await world.place(order);
  await untilSaid(order, 'authorized');
  return order;
}

async function captured(given: Partial<TestOrder> = {}): Promise<TestOrder> {
  const order = await authorized(given);
  await world.confirm(order);
  await untilSaid(order, 'authorized', 'captured');
  return order;
}

describe('a payment', () => {
  test('is authorized when the order is placed, and captured when it is confirmed', async () => {
    const order = await captured();
    const [payment] = await paymentsOf(order);
    expect(payment).toMatchObject({ status: 'CAPTURED', amount: 12_900, captured: 12_900, refunded: 0, methodName: 'Visa, ending in 4242' });
    const transactions = await world.app.store.transactionsOf([payment?.id ?? '']);
    expect(transactions.map(({ kind, amount, succeeded }) => ({ kind, amount, succeeded }))).toEqual([
      { kind: 'AUTHORIZATION', amount: 12_900, succeeded: true },
      { kind: 'CAPTURE', amount: 12_900, succeeded: true },
    ]);
    expect(world.said(order.id).map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  test('is captured too when the confirmation comes before the order itself', async () => {
    const order = world.newOrder();
    await world.confirm(order);
    await world.place(order);
    await untilSaid(order, 'authorized', 'captured');
  });

  test('is never asked for when the cancel comes first', async () => {
    const order = world.newOrder();
    await world.cancel(order);
    await world.place(order);
    await untilSaid(order, 'voided', 'voided');
    expect(await chargesOf(order)).toEqual([undefined]);
  });

  test.each([
    ['tok_declined', 'failed', 'declined'],
    ['tok_insufficient_funds', 'failed', 'insufficient_funds'],
    ['tok_unheard_of', 'failed', 'invalid_token'],
    ['tok_fraud', 'denied', 'fraud'],
  ])('with %s is %s', async (token, said, failureCode) => {
    const order = world.newOrder({ token });
    await world.place(order);
    await untilSaid(order, said);
    expect((await paymentsOf(order))[0]).toMatchObject({ status: 'FAILED', failureCode });
  });

  test('whose capture is declined has failed', async () => {
    const order = await authorized({ token: 'tok_capture_declined' });
    await world.confirm(order);
    await untilSaid(order, 'authorized', 'failed');
    expect(world.said(order.id)[1]?.data).toMatchObject({ at: 'capture', failureCode: 'declined' });
  });

  test('that the bank let go is voided', async () => {
    const order = await authorized();
    await world.provider.lapse((await paymentsOf(order))[0]?.id ?? '');
    await untilSaid(order, 'authorized', 'voided');
  });
});

describe('when the order is canceled', () => {
  test('what is held is let go', async () => {
    const order = await authorized();
    await world.cancel(order);
    await untilSaid(order, 'authorized', 'voided');
    expect(await chargesOf(order)).toMatchObject([{ status: 'voided' }]);
  });

  test('what was taken is given back', async () => {
    const order = await captured();
    await world.cancel(order);
    await untilSaid(order, 'authorized', 'captured', 'refunded');
    expect(await chargesOf(order)).toMatchObject([{ status: 'captured', captured: 12_900, refunded: 12_900 }]);
    expect((await paymentsOf(order))[0]?.status).toBe('REFUNDED');
  });

  test('while the provider is thinking, what it holds is let go afterwards', async () => {
    await world.provider.faults.inject({ call: 'authorize', kind: 'late', milliseconds: 100 });
    const order = world.newOrder();
    await world.place(order);
    await world.cancel(order);
    await eventually(
      () => saidOf(order).at(-1),
      last => last === 'payment.voided',
    );
    expect(await chargesOf(order)).toMatchObject([{ status: 'voided' }]);
  });
});

describe('a provider that does not answer', () => {
  test('though it charged, is asked, and nothing is charged twice', async () => {
    const order = world.newOrder({ token: 'tok_timeout_after_charge' });
    await world.place(order);
    await untilSaid(order, 'authorized');
    expect(await chargesOf(order)).toMatchObject([{ status: 'authorized' }]);
  });

  test('because it never heard of it, is sent the same again', async () => {
    await world.provider.faults.setWebhooks({ lost: true });
    await world.provider.faults.inject({ call: 'authorize', kind: 'silence', done: false });
    await untilSaid(await authorized(), 'authorized');
  });

  test.each(['capture', 'void', 'refund'] as const)('to a %s is sent the same again, and it happens once', async call => {
    await world.provider.faults.setWebhooks({ lost: true });
    for (const done of [true, false]) await world.provider.faults.inject({ call, kind: 'silence', done });
    const order = call === 'void' ? await authorized() : await captured();
    if (call !== 'capture') await world.cancel(order);
    const ends = { capture: ['authorized', 'captured'], void: ['authorized', 'voided'], refund: ['authorized', 'captured', 'refunded'] };
    await untilSaid(order, ...ends[call]);
    expect(await chargesOf(order)).toMatchObject([{ refunded: call === 'refund' ? 12_900 : 0 }]);
  });

  test('or answers nonsense, is asked', async () => {
    await world.provider.faults.setWebhooks({ lost: true });
    await world.provider.faults.inject({ call: 'authorize', kind: 'garbage' });
    await untilSaid(await captured(), 'authorized', 'captured');
  });

  test('for a while because it is away, is waited for', async () => {
    const order = world.newOrder();
    await world.provider.faults.setAway(true);
    await world.place(order);
    await eventually(
      () => paymentsOf(order),
      ([payment]) => payment?.status === 'PENDING',
    );
    await world.provider.faults.setAway(false);
    await untilSaid(order, 'authorized');
  });
});

describe('a call that was parked, or lost in any other way,', () => {
  const database = () => world.app.messaging.database;
  /** Takes a step while the provider is away and loses every task, as if it had been parked; a run that is under way writes nothing any more. */
  async function inVain(step: () => Promise<void>, isTaken: () => Promise<boolean>): Promise<void> {
    await world.provider.faults.setAway(true);
    await step();
    await eventually(isTaken);
    await database().query({ text: 'DELETE FROM messaging.task', values: [] });
    await world.provider.faults.setAway(false);
  }
  async function confirmedInVain(): Promise<TestOrder> {
    const order = await authorized();
    const statusOf = async () => (await world.app.store.lockCase(database(), order.id, false)).lifecycle.status;
    await inVain(
      () => world.confirm(order),
      async () => (await statusOf()) === 'CAPTURING',
    );
    return order;
  }
  beforeEach(() => world.provider.faults.setWebhooks({ lost: true }));

  test('is made up for when the order is announced again: an authorization', async () => {
    const order = world.newOrder();
    await inVain(
      () => world.place(order),
      async () => (await paymentsOf(order))[0]?.status === 'PENDING',
    );
    await world.place(order);
    await untilSaid(order, 'authorized');
    expect(await chargesOf(order)).toMatchObject([{ status: 'authorized' }]);
  });

  test('is made up for when the order is confirmed again: a capture, once', async () => {
    const order = await confirmedInVain();
    await world.confirm(order);
    await untilSaid(order, 'authorized', 'captured');
    expect(await chargesOf(order)).toMatchObject([{ status: 'captured', captured: 12_900 }]);
  });

  test('takes no money any more when the order was canceled meanwhile', async () => {
    const order = await confirmedInVain();
    await world.cancel(order);
    await untilSaid(order, 'authorized', 'voided');
    expect(await chargesOf(order)).toMatchObject([{ status: 'voided', captured: 0 }]);
  });
});

test('webhooks that come late, twice and out of order change nothing', async () => {
  await world.provider.faults.setWebhooks({ copies: 3, shuffled: true });
  const orders = await Promise.all(Array.from({ length: 5 }, () => captured()));
  await Promise.all(orders.map(order => world.cancel(order)));
  for (const order of orders) await untilSaid(order, 'authorized', 'captured', 'refunded');
  const reports = await Promise.all(orders.map(async order => (await chargesOf(order))[0]));
  for (const charge of reports) {
    if (charge === undefined) throw new Error('no charge');
    const found = await world.provider.api.find({ chargeId: charge.id });
    // what the provider told long ago is told once more
    await receiveProviderEvent(world.app, {
      ...found,
      charge: { ...charge, status: 'authorized', refunded: 0, version: 1 },
    });
  }
  expect(orders.map(order => saidOf(order).length)).toEqual([3, 3, 3, 3, 3]);
});
