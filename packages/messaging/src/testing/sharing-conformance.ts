import { expect, test } from '@jest/globals';
import { eventually } from '@micromart/local/testing/eventually';
import type { BusConsumer } from '../bus.ts';
import { sleep } from '../waiting.ts';
import type { BusUnderTest } from './bus-under-test.ts';
import { recorder } from './recorder.ts';
import { released, releasedInTurn, subjectNames, TOPIC } from './sample-events.ts';

export interface SharingUnderTest extends Pick<BusUnderTest, 'connect' | 'connectCuttable'> {
  /** Those to stop when the test has ended. */
  readonly consumers: BusConsumer[];
}

/** What every bus promises to the consumers of one group, however they come, go and fall silent. */
export function sharingConformance({ connect, connectCuttable, consumers }: SharingUnderTest): void {
  test('two consumers of a group share the work and keep the order, also when one comes later and one leaves', async () => {
    const [one, other, publisher] = [await connect(), await connect(), await connect()];
    const seen = recorder();
    const byConsumer = [0, 0];
    const handled = (consumer: 0 | 1) => async (event: Parameters<typeof seen.note>[0]) => {
      await new Promise(resolve => setTimeout(resolve, 1));
      byConsumer[consumer] = (byConsumer[consumer] ?? 0) + 1;
      seen.note(event);
    };
    const subjects = subjectNames(60);
    let published = 0;
    const publishRounds = async (enough: () => boolean): Promise<void> => {
      while (!enough()) {
        const events = releasedInTurn(subjects, 1).map(event => ({ ...event, sequence: published / subjects.length + 1 }));
        await publisher.publish(TOPIC, events);
        published += events.length;
        await eventually(() => published - seen.events < 300);
      }
    };
    consumers.push(await one.subscribe({ group: 'orders', topics: [TOPIC], handle: handled(0) }));
    await publishRounds(() => seen.events > 300);
    const second = await other.subscribe({ group: 'orders', topics: [TOPIC], handle: handled(1) });
    await publishRounds(() => (byConsumer[1] ?? 0) > 300);
    await second.stop();
    const [before = 0] = byConsumer;
    await publishRounds(() => (byConsumer[0] ?? 0) > before + 600);
    await eventually(() => seen.events === published);
    expect(seen.disordered).toEqual([]);
  });

  test('what a killed consumer had begun is handed to another', async () => {
    const killed = await connectCuttable();
    const other = await connect();
    const seen = recorder();
    const begun: string[] = [];
    consumers.push(
      await killed.bus.subscribe({
        group: 'orders',
        topics: [TOPIC],
        handle: async (event, _topic, signal) => {
          begun.push(event.id);
          await new Promise(resolve => signal.addEventListener('abort', resolve));
          throw new Error('killed');
        },
      }),
    );
    const events = releasedInTurn(subjectNames(12), 5);
    await other.publish(TOPIC, events);
    await eventually(() => begun.length === 12);
    killed.cut();
    consumers.push(await other.subscribe({ group: 'orders', topics: [TOPIC], handle: async event => seen.note(event) }));
    await eventually(() => seen.events === events.length);
    expect(seen.disordered).toEqual([]);
    await eventually(async () => (await other.lag('orders', [TOPIC]))[TOPIC] === 0);
  });

  test('a consumer that falls silent is stood in for, and shares again when it is heard of', async () => {
    const silent = await connectCuttable();
    const other = await connect();
    const seen = recorder();
    let bySilent = 0;
    const handled = async (event: Parameters<typeof seen.note>[0]): Promise<void> => {
      bySilent += 1;
      seen.note(event);
    };
    consumers.push(await silent.bus.subscribe({ group: 'orders', topics: [TOPIC], handle: handled }));
    const subjects = subjectNames(24);
    const publishRound = async (sequence: number): Promise<void> => {
      await other.publish(
        TOPIC,
        subjects.map(subject => released(subject, sequence)),
      );
    };
    await publishRound(1);
    await eventually(() => seen.events === 24);
    silent.freeze();
    await publishRound(2);
    consumers.push(await other.subscribe({ group: 'orders', topics: [TOPIC], handle: async event => seen.note(event) }));
    await eventually(() => seen.events === 48, 40);
    const before = bySilent;
    let sequence = 2;
    await eventually(async () => {
      await publishRound((sequence += 1));
      await eventually(() => seen.events === 24 * sequence, 40);
      return bySilent > before;
    }, 60);
    expect(seen.disordered).toEqual([]);
  });

  test('a consumer that comes while events wait for the world, more than are read ahead, leaves none of them unread', async () => {
    const [one, other] = [await connect(), await connect()];
    const seen = recorder();
    const waiting = [new Set<string>(), new Set<string>()] as const;
    let isAway = true;
    const handled = (consumer: 0 | 1) => async (event: Parameters<typeof seen.note>[0], _topic: string, signal: AbortSignal) => {
      waiting[consumer].add(event.id);
      for (; isAway; signal.throwIfAborted()) await sleep(500, signal);
      seen.note(event);
    };
    const events = releasedInTurn(subjectNames(6_000), 1);
    await one.publish(TOPIC, events);
    consumers.push(await one.subscribe({ group: 'orders', topics: [TOPIC], handle: handled(0) }));
    await standsStill(() => waiting[0].size);
    expect(waiting[0].size).toBeLessThan(events.length);
    consumers.push(await other.subscribe({ group: 'orders', topics: [TOPIC], handle: handled(1) }));
    await standsStill(() => waiting[1].size);
    isAway = false;
    await eventually(() => seen.events === events.length);
    await eventually(async () => (await one.lag('orders', [TOPIC]))[TOPIC] === 0);
  });
}

/** Resolves when something has been counted, and nothing more for half a second. */
async function standsStill(count: () => number): Promise<void> {
  let [last, since] = [0, Date.now()];
  await eventually(() => {
    if (count() !== last) [last, since] = [count(), Date.now()];
    return last > 0 && Date.now() - since > 500;
  });
}
