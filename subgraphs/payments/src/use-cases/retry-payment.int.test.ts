import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@micromart/service/testing';
import { alice, bob, paymentsClient, walter } from '../testing/payments-client.ts';
import { openPaymentsWorld, type PaymentsWorld } from '../testing/payments-world.ts';

let world: PaymentsWorld;
let client: ReturnType<typeof paymentsClient>;

beforeAll(async () => {
  world = await openPaymentsWorld();
  client = paymentsClient(world);
});
afterAll(() => world.close());

const failed = async (paymentDueAt = new Date(Date.now() + 60_000)) => {
  const order = world.newOrder({ customerId: 'usr_alice', token: 'tok_declined', paymentDueAt });
  await client.placed(order, 'FAILED');
  return order;
};

describe('another try', () => {
  test('after a declined card succeeds, and the newest comes first', async () => {
    const order = await failed();
    expect(await client.retry(order, alice)).toMatchObject({ payment: { status: 'AUTHORIZED', order: { id: order.id } }, userErrors: [] });
    expect((await client.paymentsOf(order, alice))?.map(({ status }) => status)).toEqual(['AUTHORIZED', 'FAILED']);
  });

  test('with one key sent twenty times at once is one payment', async () => {
    const order = await failed();
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.retry(order, alice)));
    expect(new Set(answers.map(({ payment }) => payment?.id)).size).toBe(1);
    expect((await client.paymentsOf(order))?.length).toBe(2);
    const other = await client.retry(order, alice, { token: 'tok_mastercard' });
    expect(other).toMatchObject({ payment: null, userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] });
  });

  test('is refused unless the payment has failed, the order goes on and there is time', async () => {
    const paid = world.newOrder({ customerId: 'usr_alice' });
    await client.placed(paid, 'AUTHORIZED');
    const late = await failed(new Date(Date.now() - 1));
    const canceled = await failed();
    await world.cancel(canceled);
    await eventually(
      () => world.said(canceled.id).length,
      count => count === 2,
    );
    for (const order of [paid, late, canceled]) {
      expect(await client.retry(order, alice)).toMatchObject({ payment: null, userErrors: [{ code: 'WRONG_STATE' }] });
    }
  });

  test('is given ten times an order', async () => {
    const order = await failed();
    for (let tries = 2; tries <= 10; tries += 1) {
      expect(await client.retry(order, alice, { token: 'tok_declined', key: String(tries) })).toMatchObject({ payment: { status: 'FAILED' } });
    }
    expect(await client.retry(order, alice, { key: 'eleven' })).toMatchObject({ userErrors: [{ code: 'WRONG_STATE' }] });
  });

  test('is for the owner, the order desk and whoever holds the token', async () => {
    const order = await failed();
    for (const viewer of [bob, walter, {}]) {
      expect(await client.retry(order, viewer)).toMatchObject({ payment: null, userErrors: [{ code: 'NOT_FOUND' }] });
    }
    expect(await client.retry(order, { orderTokens: [world.tokenOf(order.id)] })).toMatchObject({ payment: { status: 'AUTHORIZED' } });
  });

  test('sends nobody to an address that is not on the list', async () => {
    const order = await failed();
    const astray = await client.retry(order, alice, { returnUrl: 'https://evil.test/' });
    expect(astray).toMatchObject({ userErrors: [{ code: 'INVALID', field: ['paymentMethod', 'returnUrl'] }] });
    const back = await client.retry(order, alice, { token: 'tok_3ds', returnUrl: 'https://shop.test/back' });
    expect(back).toMatchObject({ payment: { status: 'ACTION_REQUIRED', action: { kind: 'redirect' } } });
  });
});
