import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@micromart/local/testing/eventually';
import type { Bus, BusConsumer } from '../bus.ts';
import type { BusUnderTest, CuttableBus } from './bus-under-test.ts';
import { recorder } from './recorder.ts';
import { OTHER_TOPIC, released, releasedInTurn, subjectNames, TOPIC } from './sample-events.ts';
import { sharingConformance } from './sharing-conformance.ts';

export type { BusUnderTest } from './bus-under-test.ts';

/** What every bus promises. */
export function busConformance(name: string, make: () => Promise<BusUnderTest>): void {
  describe(name, () => {
    let underTest: BusUnderTest;
    const consumers: BusConsumer[] = [];
    const buses: Bus[] = [];
    const connect = async (): Promise<Bus> => {
      const bus = await underTest.connect();
      buses.push(bus);
      return bus;
    };
    const connectCuttable = async (): Promise<CuttableBus> => {
      const cuttable = await underTest.connectCuttable();
      buses.push(cuttable.bus);
      return cuttable;
    };

    beforeEach(async () => {
      underTest = await make();
    });
    afterEach(async () => {
      for (const consumer of consumers.splice(0)) await consumer.stop();
      for (const bus of buses.splice(0)) await bus.close();
      await underTest.stop();
    });

    test('events of one subject are handled in order, one after the other', async () => {
      const bus = await connect();
      const seen = recorder();
      const underWay = new Set<string>();
      let overlaps = 0;
      consumers.push(
        await bus.subscribe({
          group: 'orders',
          topics: [TOPIC],
          async handle(event) {
            if (underWay.has(event.subject)) overlaps += 1;
            underWay.add(event.subject);
            await new Promise(resolve => setTimeout(resolve, event.sequence % 3));
            underWay.delete(event.subject);
            seen.note(event);
          },
        }),
      );
      const events = releasedInTurn(subjectNames(20), 30);
      for (let at = 0; at < events.length; at += 50) await bus.publish(TOPIC, events.slice(at, at + 50));
      await eventually(() => seen.events === events.length);
      expect({ overlaps, disordered: seen.disordered }).toEqual({ overlaps: 0, disordered: [] });
    });

    test('an event that fails is handed over again, before its successors, while other subjects go on', async () => {
      const bus = await connect();
      const seen = recorder();
      let failures = 0;
      const handle = async (event: Parameters<typeof seen.note>[0]): Promise<void> => {
        if (event.subject === 'ord_0' && event.sequence === 1 && (failures === 0 || seen.events < 18)) {
          failures += 1;
          throw new Error('not yet');
        }
        seen.note(event);
      };
      consumers.push(await bus.subscribe({ group: 'orders', topics: [TOPIC], handle }));
      await bus.publish(TOPIC, releasedInTurn(subjectNames(10), 2));
      await eventually(() => seen.events === 20);
      expect(failures).toBeGreaterThan(0);
      expect(seen.disordered).toEqual([]);
    });

    sharingConformance({ connect, connectCuttable, consumers });

    test('a group that comes later hears all that is kept, from the oldest on', async () => {
      const bus = await connect();
      const first = recorder();
      const later = recorder();
      const events = releasedInTurn(subjectNames(10), 10);
      consumers.push(await bus.subscribe({ group: 'orders', topics: [TOPIC], handle: async event => first.note(event) }));
      await bus.publish(TOPIC, events);
      await eventually(() => first.events === events.length);
      consumers.push(await bus.subscribe({ group: 'narrator', topics: [TOPIC], handle: async event => later.note(event) }));
      await eventually(() => later.events === events.length);
      expect(later.disordered).toEqual([]);
    });

    test('a flood on one topic does not stand before an event of another', async () => {
      const bus = await connect();
      let flood = 0;
      let saga = 0;
      consumers.push(
        await bus.subscribe({
          group: 'orders',
          topics: [TOPIC, OTHER_TOPIC],
          async handle(_event, topic) {
            if (topic === TOPIC) saga += 1;
            else await new Promise(resolve => setTimeout(resolve, 50));
            if (topic === OTHER_TOPIC) flood += 1;
          },
        }),
      );
      await bus.publish(TOPIC, [released('ord_1', 1)]);
      await eventually(() => saga === 1);
      // at least five seconds, however many subjects are handled side by side
      const events = releasedInTurn(subjectNames(20), 100);
      await bus.publish(OTHER_TOPIC, events);
      await eventually(() => flood > 0);
      await bus.publish(TOPIC, [released('ord_1', 2)]);
      await eventually(() => saga === 2);
      expect(flood).toBeLessThan(events.length);
    });

    test('only the types that were asked for are handed over, and the others count as consumed', async () => {
      const bus = await connect();
      const seen = recorder();
      const others = releasedInTurn(subjectNames(5), 2).map(event => ({ ...event, type: 'pick.started' }));
      consumers.push(await bus.subscribe({ group: 'orders', topics: [TOPIC], types: ['stock.released'], handle: async event => seen.note(event) }));
      await bus.publish(TOPIC, [...others, released('ord_1', 3)]);
      await eventually(async () => seen.events === 1 && (await bus.lag('orders', [TOPIC]))[TOPIC] === 0);
    });

    test('a consumer goes on where it stood when the bus was out of reach for a while', async () => {
      const cuttable = await connectCuttable();
      const publisher = await connect();
      const seen = recorder();
      consumers.push(await cuttable.bus.subscribe({ group: 'orders', topics: [TOPIC], handle: async event => seen.note(event) }));
      await publisher.publish(TOPIC, releasedInTurn(['ord_1', 'ord_2'], 1));
      await eventually(() => seen.events === 2);
      cuttable.cut();
      await expect(cuttable.bus.publish(TOPIC, [released('ord_3', 1)])).rejects.toThrow();
      await publisher.publish(TOPIC, [released('ord_1', 2), released('ord_2', 2)]);
      cuttable.restore();
      await eventually(() => seen.events === 4);
      expect(seen.disordered).toEqual([]);
    });

    test('a bus that lost its memory says so, and its consumers hear what it is filled with', async () => {
      const bus = await connect();
      const [before, afterwards] = [recorder(), recorder()];
      let seen = before;
      const events = releasedInTurn(subjectNames(10), 2);
      const memory = await bus.memory(TOPIC);
      expect(await bus.memory(TOPIC)).toBe(memory);
      consumers.push(await bus.subscribe({ group: 'orders', topics: [TOPIC], handle: async event => seen.note(event) }));
      await bus.publish(TOPIC, events);
      await eventually(() => before.events === events.length);
      seen = afterwards;
      await underTest.forget();
      expect(await bus.memory(TOPIC)).not.toBe(memory);
      await bus.publish(TOPIC, events);
      await eventually(() => afterwards.events === events.length);
      expect(afterwards.disordered).toEqual([]);
    });
  });
}
