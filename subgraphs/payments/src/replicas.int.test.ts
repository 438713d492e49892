import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@micromart/service/testing';
import { openPaymentsWorld, type PaymentsWorld } from './testing/payments-world.ts';

let world: PaymentsWorld;
beforeAll(async () => {
  world = await openPaymentsWorld();
});
afterAll(() => world.close());

test('two replicas, one of which stops in the middle of it, charge every order once', async () => {
  const other = await world.replica();
  const orders = Array.from({ length: 30 }, () => world.newOrder());
  const said = (order: { readonly id: string }): string[] => world.said(order.id).map(({ type }) => type);
  await Promise.all(orders.map(world.place));
  await eventually(() => orders.filter(order => said(order).includes('payment.authorized')).length > 10);
  await Promise.all([other.stop(), ...orders.map(world.confirm)]);
  await eventually(() => orders.every(order => said(order).includes('payment.captured')));
  expect(new Set(orders.map(order => said(order).join()))).toEqual(new Set(['payment.authorized,payment.captured']));
  const payments = await world.app.store.paymentsOfOrders(
    orders.map(({ id }) => id),
    'all',
  );
  expect(payments).toHaveLength(orders.length);
  const operations = await Promise.all(payments.map(async ({ id }) => (await world.provider.api.find({ idempotencyKey: id }))?.operations ?? []));
  expect(operations.filter(done => done.map(({ kind }) => kind).join() !== 'AUTHORIZATION,CAPTURE')).toEqual([]);
});
