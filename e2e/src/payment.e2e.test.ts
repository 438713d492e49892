import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@micromart/local/testing/eventually';
import {
  type OrderViewFragment,
  PlaceOrderDocument,
  ReconcileDocument,
  RefundDocument,
  RetryPaymentDocument,
  SchedulePricesDocument,
} from '@micromart/sdk';
import { bankPage, comeBack, decide } from './testing/bank.ts';
import { type Bought, buy, fillCart, lastClick, place, variantId } from './testing/buying.ts';
import { allStates, untilOrder } from './testing/following.ts';
import { OPENING, openShop, type TestShop } from './testing/open-shop.ts';
import type { Visitor } from './testing/visitors.ts';

let shop: TestShop;
let alice: Visitor;
beforeAll(async () => {
  shop = await openShop();
  alice = shop.as('alice');
}, OPENING);
afterAll(() => shop.close());

const paid = ({ paymentStatus, status }: OrderViewFragment): boolean => paymentStatus === 'PAID' && status !== 'CONFIRMED';
const failed = ({ paymentStatus }: OrderViewFragment): boolean => paymentStatus === 'FAILED';

async function retry(visitor: Visitor, { id, accessToken }: Bought, token: string) {
  const { paymentRetry } = await visitor.request(RetryPaymentDocument, {
    ...{ orderId: id, paymentMethod: { token }, idempotencyKey: randomUUID(), accessToken: accessToken ?? null },
  });
  return paymentRetry;
}

describe('a payment that is declined', () => {
  test('can be tried again with another card, and is delivered then', async () => {
    const bought = await buy(alice, {}, 'tok_declined');
    expect(await untilOrder(alice, bought, failed)).toMatchObject({ status: 'PLACED', actions: expect.arrayContaining(['RETRY_PAYMENT', 'CANCEL']) });
    expect(await retry(alice, bought, 'tok_visa')).toMatchObject({ userErrors: [], payment: { order: { id: bought.id } } });
    const last = (await allStates(alice, bought)).at(-1);
    expect(last).toMatchObject({ status: 'DELIVERED', paymentStatus: 'PAID' });
    expect(last?.payments).toMatchObject([{ status: 'CAPTURED' }, { status: 'FAILED', failureCode: 'declined' }]);
  });

  test('can be tried again by a guest with the order’s token, and by no other guest', async () => {
    const guest = shop.guest();
    const bought = await buy(guest, {}, 'tok_insufficient_funds');
    await untilOrder(guest, bought, failed);
    expect(await retry(shop.guest(), { ...bought, accessToken: 'x' }, 'tok_visa')).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
    expect(await retry(guest, bought, 'tok_visa')).toMatchObject({ userErrors: [] });
    expect(await untilOrder(guest, bought, paid)).toMatchObject({ paymentStatus: 'PAID' });
    expect(await retry(guest, bought, 'tok_visa')).toMatchObject({ payment: null, userErrors: [{ code: 'WRONG_STATE' }] });
  });

  test('cancels a guest’s order when the time for another try is over', async () => {
    const guest = shop.guest();
    const last = (await allStates(guest, await buy(guest, {}, 'tok_declined'))).at(-1);
    expect(last).toMatchObject({ status: 'CANCELED', cancelReason: 'PAYMENT_FAILED', paymentDueAt: null });
    expect(last?.payments).toMatchObject([{ status: 'FAILED', captured: { amount: '0.00' } }]);
  });

  test('is given up at once when the bank calls it fraud', async () => {
    const last = (await allStates(alice, await buy(alice, {}, 'tok_fraud'))).at(-1);
    expect(last).toMatchObject({ status: 'CANCELED', cancelReason: 'PAYMENT_FAILED', fulfillmentStatus: 'UNALLOCATED' });
  });

  test('only when it is to be captured can be tried again too', async () => {
    const bought = await buy(alice, {}, 'tok_capture_declined');
    expect(await untilOrder(alice, bought, failed)).toMatchObject({ status: 'CONFIRMED', actions: expect.arrayContaining(['RETRY_PAYMENT']) });
    expect(await retry(alice, bought, 'tok_visa')).toMatchObject({ userErrors: [] });
    expect(await untilOrder(alice, bought, paid)).toMatchObject({ paymentStatus: 'PAID' });
  });
});

describe('3-D Secure', () => {
  test('approved on the bank’s page goes on, and the browser comes back', async () => {
    const bought = await buy(alice, {}, 'tok_3ds');
    const { paymentId, url } = await bankPage(alice, bought);
    expect(await (await fetch(url)).text()).toContain(`${bought.total} EUR`);
    expect(await comeBack(alice, paymentId)).toBe('ACTION_REQUIRED');
    const answer = await decide(url, 'approve');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, 'http://localhost:3000/back']);
    expect(['AUTHORIZED', 'CAPTURED']).toContain(await comeBack(alice, paymentId));
    expect(await untilOrder(alice, bought, paid)).toMatchObject({ paymentStatus: 'PAID' });
  });

  test('approved by a guest who never comes back goes on all the same', async () => {
    const guest = shop.guest();
    const bought = await buy(guest, {}, 'tok_3ds');
    await decide((await bankPage(guest, bought)).url, 'approve');
    expect(await untilOrder(guest, bought, paid)).toMatchObject({ paymentStatus: 'PAID' });
  });

  test('denied cancels the order, and nothing is taken', async () => {
    const bought = await buy(alice, {}, 'tok_3ds');
    const { paymentId, url } = await bankPage(alice, bought);
    await decide(url, 'deny');
    expect(await comeBack(alice, paymentId)).toBe('FAILED');
    const last = (await allStates(alice, bought)).at(-1);
    expect(last).toMatchObject({ status: 'CANCELED', cancelReason: 'PAYMENT_FAILED' });
    expect(last?.payments).toMatchObject([{ status: 'FAILED', failureCode: 'action_denied', captured: { amount: '0.00' } }]);
  });
});

describe('a provider that answers badly', () => {
  test.each(['tok_timeout_after_charge', 'tok_slow'])('charges once: %s', async token => {
    const bought = await buy(alice, {}, token);
    const { payments } = await untilOrder(alice, bought, paid);
    expect(payments).toMatchObject([{ status: 'CAPTURED', captured: { amount: bought.total } }]);
  });

  test.each(['error', 'silence'] as const)('captures once after an answer that was lost: %s', async kind => {
    await shop.outsiders.provider.faults.inject({ call: 'capture', kind, done: true });
    const bought = await buy(alice);
    expect((await untilOrder(alice, bought, paid)).payments).toMatchObject([{ status: 'CAPTURED', captured: { amount: bought.total } }]);
  });

  test('refunds once, however often it is asked and whatever is lost', async () => {
    const bought = await buy(alice);
    const { payments } = await untilOrder(alice, bought, paid);
    await shop.outsiders.provider.faults.inject({ call: 'refund', kind: 'silence', done: true });
    const refund = {
      ...{ paymentId: payments?.[0]?.id ?? '', amount: { amount: '2.00', currencyCode: 'EUR' } },
      ...{ reason: 'a chip in the rim', idempotencyKey: randomUUID() },
    };
    const answers = await Promise.all(Array.from({ length: 5 }, () => shop.as('susan').request(RefundDocument, refund)));
    for (const { paymentRefund } of answers) expect(paymentRefund?.userErrors).toEqual([]);
    const { totals } = await untilOrder(alice, bought, ({ paymentStatus }) => paymentStatus === 'PARTIALLY_REFUNDED');
    expect(totals.refunded).toEqual({ amount: '2.00', currencyCode: 'EUR' });
  });
});

describe('the last click', () => {
  test('twenty times at once with one key makes one order', async () => {
    const input = lastClick(alice, await fillCart(alice));
    const answers = await Promise.all(Array.from({ length: 20 }, () => alice.request(PlaceOrderDocument, { input })));
    expect(answers.filter(({ orderPlace }) => orderPlace?.userErrors.length !== 0)).toEqual([]);
    expect(new Set(answers.map(({ orderPlace }) => orderPlace?.order?.id)).size).toBe(1);
    expect(new Set(answers.map(({ orderPlace }) => orderPlace?.accessToken)).size).toBe(1);
  });

  test('twenty times at once with twenty keys makes one order of one cart', async () => {
    const cart = await fillCart(alice);
    const clicks = Array.from({ length: 20 }, () => alice.request(PlaceOrderDocument, { input: lastClick(alice, cart) }));
    const answers = (await Promise.all(clicks)).map(({ orderPlace }) => orderPlace);
    expect(answers.filter(answer => answer?.order != null)).toHaveLength(1);
    const refusals = new Set(answers.flatMap(answer => answer?.userErrors.map(({ code }) => code) ?? ['none']));
    expect([...refusals].filter(code => code !== 'CART_ALREADY_ORDERED' && code !== 'NOT_FOUND')).toEqual([]);
  });

  test('is refused when a price has changed since it was shown, and taken at the new one', async () => {
    const goods = [['gas-stove', 'GS', 1]] as const;
    const cart = await fillCart(alice, { goods });
    const price = { variantId: await variantId(alice, 'gas-stove', 'GS'), amount: { amount: '64.90', currencyCode: 'EUR' } };
    expect((await shop.as('ada').request(SchedulePricesDocument, { inputs: [price] })).priceSet?.userErrors).toEqual([]);
    const { orderPlace } = await alice.request(PlaceOrderDocument, { input: lastClick(alice, cart) });
    expect(orderPlace).toMatchObject({ order: null, userErrors: [{ code: 'PRICE_CHANGED', field: ['input', 'expectedTotal'] }] });
    const { total } = await place(alice, cart, { expectedTotal: { amount: '69.80', currencyCode: 'EUR' } });
    expect(total).toBe('69.80');
  });
});

test('the provider’s ledger is ours, once no order waits for its money any more', async () => {
  const [from, to] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 60_000)].map(moment => moment.toISOString());
  const { reconciliation } = await eventually(
    () => shop.as('susan').request(ReconcileDocument, { from: from as string, to: to as string }),
    read => read.reconciliation?.every(({ ledger, provider }) => ledger.amount === provider.amount) === true,
  );
  expect(reconciliation?.map(({ ledger, differences }) => [Number(ledger.amount) > 0, differences])).toEqual([[true, []]]);
});

test('what always holds, holds', async () => {
  expect(await shop.breaches()).toEqual([]);
});
