import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Envelope, orderConfirmed, stockReleased, topicOf } from '@micromart/events';
import { eventually } from '@micromart/local/testing/eventually';
import { listDeadLetters, redriveDeadLetters } from '../dead-letters.ts';
import { WorldFault } from '../faults.ts';
import { openShop, type Member, type Shop } from './shop-under-test.ts';
import { released } from './sample-events.ts';
import type { BusUnderTest } from './bus-conformance.ts';

const release = (warehouse: Member, orderId: string, sequence = 1): Promise<void> =>
  warehouse.messaging.transaction(async tx => tx.publish(stockReleased, { subject: orderId, sequence, data: { orderId } }));

async function inboxOf({ database }: Member): Promise<number> {
  const { rows } = await database.query<{ count: number }>({ text: 'SELECT count(*)::int AS count FROM messaging.inbox', values: [] });
  return rows[0]?.count ?? 0;
}

/** What outbox and inbox promise on every bus: each event takes effect once in each consumer, whatever is killed, poisoned, away or forgotten. */
export function messagingConformance(name: string, makeBus: () => Promise<BusUnderTest>): void {
  describe(`messaging on ${name}`, () => {
    let shop: Shop;
    beforeEach(async () => {
      shop = await openShop(makeBus);
    });
    afterEach(() => shop.close());

    test('an event that was committed is heard, and what comes of it says what it came of', async () => {
      const heard: Envelope[] = [];
      const warehouse = await shop.join({ name: 'warehouse' });
      await shop.join({
        name: 'orders',
        listeners: {
          'stock.released': async (_app, tx, event) => {
            const { orderId } = event.data;
            const state = { orderId, number: 'M-1', version: 1, email: 'a@b.c', currency: 'EUR', total: 100, refunded: 0 };
            tx.publish(orderConfirmed, { subject: orderId, sequence: 1, data: { ...state, status: 'CONFIRMED', customerId: null } });
            heard.push(event);
          },
        },
      });
      await shop.join({ name: 'payments', listeners: { 'order.confirmed': async (_app, _tx, event) => void heard.push(event) } });
      await release(warehouse, 'ord_1');
      await eventually(() => heard.length === 2);
      expect(heard[0]).toMatchObject({ type: 'stock.released', subject: 'ord_1', source: '/micromart/warehouse', dataschema: 'stock.released/v1' });
      expect(heard[1]).toMatchObject({ type: 'order.confirmed', correlationid: 'ord_1', causationid: heard[0]?.id });
    });

    test('what is rolled back is never heard', async () => {
      const heard: string[] = [];
      const warehouse = await shop.join({ name: 'warehouse' });
      await shop.join({ name: 'orders', listeners: { 'stock.released': async (_app, _tx, { subject }) => void heard.push(subject) } });
      const rolledBack = warehouse.messaging.transaction(async tx => {
        tx.publish(stockReleased, { subject: 'ord_1', sequence: 1, data: { orderId: 'ord_1' } });
        throw new Error('changed my mind');
      });
      await expect(rolledBack).rejects.toThrow('changed my mind');
      await release(warehouse, 'ord_2');
      await eventually(() => heard.length > 0);
      expect(heard).toEqual(['ord_2']);
    });

    test('an event that comes twice takes effect once', async () => {
      let effects = 0;
      const orders = await shop.join({ name: 'orders', listeners: { 'stock.released': async () => void (effects += 1) } });
      const event = released('ord_1', 1);
      await shop.bus.publish(topicOf('warehouse'), [event, event, event, released('ord_1', 2)]);
      await eventually(async () => (await inboxOf(orders)) === 2);
      expect(effects).toBe(2);
    });

    test('a crash between effect and commit leaves neither, and the event takes effect afterwards', async () => {
      const warehouse = await shop.join({ name: 'warehouse' });
      let crashes = 0;
      const orders = await shop.join({
        name: 'orders',
        listeners: {
          'stock.released': async (_app, tx, event) => {
            tx.schedule({ kind: 'effect', key: event.subject, dueAt: { inSeconds: 3_600 } });
            if ((crashes += 1) <= 2) orders.proxy.cut();
            orders.proxy.restore();
          },
        },
        tasks: { effect: async () => undefined },
      });
      await release(warehouse, 'ord_1');
      await eventually(async () => crashes === 3 && (await inboxOf(orders).catch(() => 0)) === 1);
      const { rows } = await orders.database.query({ text: 'SELECT key FROM messaging.task', values: [] });
      expect(rows).toEqual([{ key: 'ord_1' }]);
    });

    test('poison is tried five times, parked with its reason, and its neighbours go on; redriven, it keeps its id', async () => {
      const heard: Envelope[] = [];
      let tries = 0;
      let triesBeforeGood = 0;
      let cured = false;
      const warehouse = await shop.join({ name: 'warehouse' });
      const orders = await shop.join({
        name: 'orders',
        listeners: {
          'stock.released': async (_app, _tx, event) => {
            if (event.subject === 'ord_poison' && !cured) {
              tries += 1;
              throw new RangeError('bad egg');
            }
            if (event.subject === 'ord_good') triesBeforeGood = tries;
            heard.push(event);
          },
        },
      });
      await release(warehouse, 'ord_poison');
      await release(warehouse, 'ord_good');
      await eventually(() => heard.length === 1);
      expect(triesBeforeGood).toBeLessThan(5);
      await eventually(async () => (await listDeadLetters(orders.database)).length === 1);
      const [letter] = await listDeadLetters(orders.database);
      expect(letter).toMatchObject({ name: 'stock.released', subject: 'ord_poison', reason: 'RangeError', error: 'RangeError: bad egg', tries: 5 });
      expect(tries).toBe(5);
      cured = true;
      expect(await redriveDeadLetters(orders.database)).toHaveLength(1);
      await eventually(() => heard.length === 2);
      expect(heard[1]?.id).toBe(letter?.origin);
      await eventually(async () => (await listDeadLetters(orders.database)).length === 0);
    });

    test('an event that does not say what its type promises is parked', async () => {
      const orders = await shop.join({ name: 'orders', listeners: { 'stock.released': async () => undefined } });
      await shop.bus.publish(topicOf('warehouse'), [{ ...released('ord_1', 1), data: { orderId: 7 } }]);
      await eventually(async () => (await listDeadLetters(orders.database)).length === 1);
      expect((await listDeadLetters(orders.database))[0]).toMatchObject({ reason: 'InvalidEvent', error: expect.stringContaining('orderId') });
    });

    test('a version that this release does not know waits, and so does what the world refuses; neither is parked', async () => {
      const heard: string[] = [];
      let refusals = 0;
      const orders = await shop.join({
        name: 'orders',
        listeners: {
          'stock.released': async (_app, _tx, { subject }) => {
            if (subject === 'ord_away' && (refusals += 1) <= 8) throw new WorldFault('the provider is away');
            heard.push(subject);
          },
        },
      });
      await shop.bus.publish(topicOf('warehouse'), [
        { ...released('ord_new', 1), dataschema: 'stock.released/v9' },
        released('ord_away', 1),
        released('ord_fine', 1),
      ]);
      await eventually(() => heard.length === 2, 30);
      expect(heard).toEqual(['ord_fine', 'ord_away']);
      expect(await listDeadLetters(orders.database)).toEqual([]);
      await eventually(async () => (await shop.bus.lag('orders', [topicOf('warehouse')]))[topicOf('warehouse')] === 1);
    });

    test('a world that is away for 30 s parks nothing and loses nothing', async () => {
      const heard = new Set<string>();
      const warehouse = await shop.join({ name: 'warehouse' });
      const orders = await shop.join({ name: 'orders', listeners: { 'stock.released': async (_app, _tx, { subject }) => void heard.add(subject) } });
      await release(warehouse, 'ord_before');
      await eventually(() => heard.has('ord_before'));
      orders.proxy.cut();
      for (let at = 0; at < 20; at += 1) await release(warehouse, `ord_${at}`);
      const end = Date.now() + 15_000;
      await eventually(() => Date.now() > end);
      shop.cutBus();
      for (let at = 20; at < 40; at += 1) await release(warehouse, `ord_${at}`);
      const later = Date.now() + 15_000;
      await eventually(() => Date.now() > later);
      orders.proxy.restore();
      shop.restoreBus();
      await eventually(async () => (await inboxOf(orders).catch(() => 0)) === 41);
      expect(heard.size).toBe(41);
      expect(await listDeadLetters(orders.database)).toEqual([]);
    });

    test('a bus that lost its memory is filled again from the outbox', async () => {
      const warehouse = await shop.join({ name: 'warehouse' });
      for (let at = 0; at < 20; at += 1) await release(warehouse, `ord_${at}`);
      await eventually(async () => (await shop.bus.lag('orders', [topicOf('warehouse')]))[topicOf('warehouse')] === 20);
      await shop.forgetBus();
      const orders = await shop.join({ name: 'orders', listeners: { 'stock.released': async () => undefined } });
      await eventually(async () => (await inboxOf(orders)) === 20);
    });

    test('with two replicas, events are relayed in order, and the other takes over when one is killed', async () => {
      const seen = new Map<string, number[]>();
      const [one, other] = [await shop.join({ name: 'warehouse' }), await shop.join({ name: 'warehouse' })];
      await shop.join({
        name: 'orders',
        listeners: { 'stock.released': async (_app, _tx, { subject, sequence }) => void seen.set(subject, [...(seen.get(subject) ?? []), sequence]) },
      });
      for (let sequence = 1; sequence <= 20; sequence += 1) await release(sequence % 2 === 0 ? one : other, 'ord_1', sequence);
      one.proxy.cut();
      for (let sequence = 21; sequence <= 30; sequence += 1) await release(other, 'ord_1', sequence);
      await eventually(() => seen.get('ord_1')?.length === 30);
      expect(seen.get('ord_1')).toEqual(Array.from({ length: 30 }, (_, at) => at + 1));
      one.proxy.restore();
    });
  });
}
