import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as events from '@micromart/events';
import { eventually } from '@micromart/service/testing';
import { openOrdersWorld, type OrdersWorld } from './testing/orders-world.ts';

const hasty = { ORDER_ANSWER_SECONDS: '1', ORDER_CANCEL_ANSWER_SECONDS: '1', ORDER_PATIENCE_SECONDS: '1' };
/** Where payments are waited for as long as usual, so that a slow machine cannot make an order expire. */
let world: OrdersWorld;
let impatient: OrdersWorld;
beforeAll(async () => {
  [world, impatient] = await Promise.all([openOrdersWorld(hasty), openOrdersWorld({ ...hasty, ORDER_PAYMENT_SECONDS: '5' })]);
});
afterAll(() => Promise.all([world.close(), impatient.close()]));

test('an order that nobody pays for expires, and says so', async () => {
  const order = await impatient.alicesOrder();
  expect(await impatient.untilStage(order, 'CANCELED')).toMatchObject({ cancelReason: 'EXPIRED', paymentDueAt: null });
  await eventually(() => impatient.types(order).includes('order.canceled'));
});

test('an order whose payment failed is canceled for that', async () => {
  const order = await impatient.alicesOrder();
  await impatient.tell(order, events.paymentFailed, { at: 'authorize', failureCode: 'card_declined' });
  expect(await impatient.untilStage(order, 'CANCELED')).toMatchObject({ cancelReason: 'PAYMENT_FAILED' });
});

test('an order that hears nothing announces its stage again: a new event of the same meaning, which changes nothing to be seen', async () => {
  const order = await world.alicesOrder();
  await world.allocate(order);
  await world.authorize(order);
  const confirmed = await world.untilStage(order, 'CONFIRMED');
  const repeated = await eventually(
    () => world.said(order.id).filter(({ type }) => type === 'order.confirmed'),
    said => said.length > 1,
  );
  expect(new Set(repeated.map(({ id }) => id)).size).toBe(repeated.length);
  const sequences = repeated.map(({ sequence }) => sequence);
  expect(sequences).toEqual([...new Set(sequences)].toSorted((one, other) => one - other));
  expect((await world.read(order.id))?.history.filter(({ type }) => type === 'order.confirmed')).toHaveLength(1);
  expect(confirmed.history.filter(({ type }) => type !== 'order.needs-attention')).toHaveLength(4);
});

test('an order that does not move on asks for attention, and staff finds it', async () => {
  const order = await world.alicesOrder();
  await world.allocate(order);
  await world.authorize(order);
  await world.untilStage(order, 'CONFIRMED');
  await eventually(() => world.types(order).includes('order.needs-attention'));
  const { data } = await world.ask(
    '{ orders(filter: { needsAttention: true, status: [CONFIRMED] }) { edges { node { id } } } }',
    {},
    { userId: 'usr_susan', roles: ['support'] },
  );
  expect(JSON.stringify(data)).toContain(order.id);
});

test('a canceled order is announced again until all is given back', async () => {
  const order = await world.alicesOrder();
  await world.allocate(order);
  await world.authorize(order);
  await world.untilStage(order, 'CONFIRMED');
  await world.cancel(order.id, { userId: 'usr_alice' });
  const countCanceled = (): number => world.types(order).filter(type => type === 'order.canceled').length;
  await eventually(countCanceled, count => count > 1);
  await world.tell(order, events.stockReleased);
  await world.tell(order, events.paymentVoided);
  await world.onceIs(order, ({ paymentStatus }) => paymentStatus === 'VOIDED');
  const text = 'SELECT kind FROM messaging.task WHERE key = $1';
  await eventually(
    async () => (await world.app.messaging.database.query({ text, values: [order.id] })).rows,
    rows => rows.length === 0,
  );
});
