import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@micromart/service/testing';
import { alice, bob, type PaymentView, paymentsClient } from '../testing/payments-client.ts';
import { openPaymentsWorld, type PaymentsWorld } from '../testing/payments-world.ts';

let world: PaymentsWorld;
let client: ReturnType<typeof paymentsClient>;
let pages: Server;

beforeAll(async () => {
  world = await openPaymentsWorld();
  client = paymentsClient(world);
  pages = createServer((request, response) => void world.provider.handle(request, response)).listen(0, '127.0.0.1');
  await once(pages, 'listening');
});
afterEach(() => world.provider.faults.clear());
afterAll(async () => {
  pages.closeAllConnections();
  pages.close();
  await world.close();
});

const decide = async ({ action }: PaymentView, decision: 'approve' | 'deny'): Promise<void> => {
  const url = String(action?.url).replace('http://shop.test', `http://127.0.0.1:${(pages.address() as AddressInfo).port}`);
  await fetch(url, { method: 'POST', body: new URLSearchParams({ decision }), redirect: 'manual' });
};
const askedToAct = async () => {
  const order = world.newOrder({ customerId: 'usr_alice', token: 'tok_3ds' });
  return { order, payment: await client.placed(order, 'ACTION_REQUIRED') };
};

describe('an action that the customer has to take', () => {
  test.each([
    ['approve', 'AUTHORIZED', null],
    ['deny', 'FAILED', 'action_denied'],
  ] as const)('%s: the provider says so, though no webhook comes', async (decision, status, failureCode) => {
    await world.provider.faults.setWebhooks({ lost: true });
    const { order, payment } = await askedToAct();
    expect(await client.complete(payment, bob)).toMatchObject({ payment: null, userErrors: [{ code: 'NOT_FOUND' }] });
    // the caller's word does not count
    expect(await client.complete(payment, alice)).toMatchObject({ payment: { status: 'ACTION_REQUIRED' }, userErrors: [] });
    await decide(payment, decision);
    expect(await client.complete(payment, alice)).toMatchObject({ payment: { status, failureCode, action: null } });
    await eventually(
      () => world.said(order.id).map(({ type }) => type),
      said => said.join() === `payment.action-required,payment.${decision === 'approve' ? 'authorized' : 'denied'}`,
    );
  });

  test('is asked about when neither the customer nor a webhook comes back', async () => {
    await world.provider.faults.setWebhooks({ lost: true });
    const { order, payment } = await askedToAct();
    await decide(payment, 'approve');
    await client.once(order, 'AUTHORIZED');
  });

  test('is known by webhook before the customer is back', async () => {
    const { order, payment } = await askedToAct();
    await decide(payment, 'approve');
    await client.once(order, 'AUTHORIZED');
    expect(await client.complete(payment, alice)).toMatchObject({ payment: { status: 'AUTHORIZED' }, userErrors: [] });
  });

  test('cannot be looked up while the provider is away', async () => {
    const { payment } = await askedToAct();
    await world.provider.faults.setAway(true);
    expect(await client.complete(payment, alice)).toMatchObject({
      userErrors: [{ code: 'PROVIDER_UNAVAILABLE', field: ['paymentId'] }],
    });
  });

  test('is withdrawn when the order is canceled', async () => {
    const { order, payment } = await askedToAct();
    await world.cancel(order);
    await client.once(order, 'VOIDED');
    await decide(payment, 'approve');
    expect((await world.provider.api.find({ idempotencyKey: payment.id }))?.charge.status).toBe('voided');
  });
});
