import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@micromart/service/testing';
import { alice, paymentsClient, susan, walter } from '../testing/payments-client.ts';
import { openPaymentsWorld, type PaymentsWorld } from '../testing/payments-world.ts';

let world: PaymentsWorld;
let client: ReturnType<typeof paymentsClient>;

beforeAll(async () => {
  world = await openPaymentsWorld();
  client = paymentsClient(world);
});
afterAll(() => world.close());

const refundedAtProvider = async (id: string) => (await world.provider.api.find({ idempotencyKey: id }))?.charge.refunded;

describe('a refund', () => {
  test('gives back a part, and then the rest', async () => {
    const payment = await client.captured();
    expect(await client.refund(payment, '29.00', 'a')).toMatchObject({
      payment: { status: 'PARTIALLY_REFUNDED', refunded: { amount: '29.00' } },
      userErrors: [],
    });
    expect(await client.refund(payment, '100.01', 'b')).toMatchObject({ payment: null, userErrors: [{ code: 'AMOUNT_TOO_LARGE' }] });
    expect(await client.refund(payment, '100.00', 'c')).toMatchObject({ payment: { status: 'REFUNDED', refunded: { amount: '129.00' } } });
    await eventually(
      () => world.said(payment.order.id).map(({ data }) => data.refunded),
      said => said.join() === '0,0,2900,12900',
    );
  });

  test('of ten at once never adds up to more than was captured', async () => {
    const payment = await client.captured();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, at) => client.refund(payment, '40.00', String(at))));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0).length).toBe(3);
    await eventually(
      () => refundedAtProvider(payment.id),
      refunded => refunded === 12_000,
    );
  });

  test('with one key sent ten times at once happens once', async () => {
    const payment = await client.captured();
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.refund(payment, '10.00', 'same')));
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(await client.refund(payment, '11.00', 'same')).toMatchObject({ userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
    expect(await refundedAtProvider(payment.id)).toBe(1_000);
  });

  test('beside a cancel gives back everything, once', async () => {
    const payment = await client.captured();
    await Promise.all([world.cancel(payment.order), client.refund(payment, '50.00', 'race')]);
    await client.once(payment.order, 'REFUNDED');
    expect(await refundedAtProvider(payment.id)).toBe(12_900);
  });

  test('is refused for what was not captured, for another currency and for nothing', async () => {
    const held = await client.placed(world.newOrder(), 'AUTHORIZED');
    expect(await client.refund(held, '1.00', 'a')).toMatchObject({ userErrors: [{ code: 'WRONG_STATE' }] });
    const payment = await client.captured();
    expect(await client.refund(payment, '1.00', 'usd', susan, 'USD')).toMatchObject({
      userErrors: [{ code: 'INVALID', field: ['amount', 'currencyCode'] }],
    });
    expect(await client.refund(payment, '0.00', 'zero')).toMatchObject({ userErrors: [{ code: 'INVALID', field: ['amount', 'amount'] }] });
    expect(await client.refund({ id: 'pay_none' }, '1.00', 'none')).toMatchObject({ userErrors: [{ code: 'NOT_FOUND' }] });
  });

  test('is for the order desk alone', async () => {
    const payment = await client.captured();
    for (const viewer of [alice, walter]) await expect(client.refund(payment, '1.00', 'x', viewer)).rejects.toThrow('FORBIDDEN');
    await expect(client.refund(payment, '1.00', 'x', {})).rejects.toThrow('UNAUTHENTICATED');
  });
});
