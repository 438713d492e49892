import { describe, expect, test } from '@jest/globals';
import { feedOfOne, opened } from './state-feed.ts';
import { playedWakeUps } from './testing/played-wake-ups.ts';
import { versionNet } from './version-net.ts';

interface State {
  readonly id: string;
  readonly version: number;
  readonly last?: boolean;
}

const netOver = (states: () => readonly State[]) =>
  versionNet({
    versionsOf: async ids => new Map(states().flatMap(({ id, version }) => (ids.includes(id) ? [[id, version]] : []))),
    onFault: error => {
      throw error;
    },
  });

function feedOf(first: State, more: { until?: Date } = {}) {
  const wakeUps = playedWakeUps();
  const now: { state: State | null } = { state: first };
  const reads = { count: 0 };
  const feed = feedOfOne<State>({
    wakeUps: wakeUps.source,
    kind: 'order',
    id: first.id,
    net: netOver(() => (now.state === null ? [] : [now.state])),
    read: async () => {
      reads.count += 1;
      return now.state;
    },
    versionOf: ({ version }) => version,
    isLast: ({ last }) => last === true,
    ...more,
  });
  const set = (state: State | null): void => {
    now.state = state;
    wakeUps.wake(first.id);
  };
  return { feed, set, now, reads, ...wakeUps };
}
const versionIn = ({ value }: IteratorResult<State>): number | undefined => (value as State | undefined)?.version;

describe('a feed of one', () => {
  test('begins with the state now and goes on with what is newer', async () => {
    const { feed, set } = feedOf({ id: 'a', version: 3 });
    expect(versionIn(await feed.next())).toBe(3);
    const next = feed.next();
    set({ id: 'a', version: 4 });
    expect(versionIn(await next)).toBe(4);
    await feed.return(undefined);
  });

  test('lets states that nobody took give way to the newest, and always hands over the last', async () => {
    const { feed, set } = feedOf({ id: 'a', version: 1 });
    await feed.next();
    for (let version = 2; version <= 50; version += 1) set({ id: 'a', version });
    set({ id: 'a', version: 51, last: true });
    expect(versionIn(await feed.next())).toBe(51);
    expect((await feed.next()).done).toBe(true);
  });

  test('never goes back, whatever is read or woken', async () => {
    const { feed, set } = feedOf({ id: 'a', version: 5 });
    await feed.next();
    set({ id: 'a', version: 4 });
    set({ id: 'a', version: 5 });
    const next = feed.next();
    set({ id: 'a', version: 6 });
    expect(versionIn(await next)).toBe(6);
    await feed.return(undefined);
  });

  test('finds by its net what no wake-up told of', async () => {
    const { feed, now } = feedOf({ id: 'a', version: 1 });
    await feed.next();
    now.state = { id: 'a', version: 2 };
    expect(versionIn(await feed.next())).toBe(2);
    await feed.return(undefined);
  });

  test('ends when there is nothing to see any more', async () => {
    const { feed, set, listeners } = feedOf({ id: 'a', version: 1 });
    await feed.next();
    const next = feed.next();
    set(null);
    expect((await next).done).toBe(true);
    expect(listeners.size).toBe(0);
  });

  test('lets go at once, even while somebody waits for more, and reads no more', async () => {
    const { feed, listeners, reads } = feedOf({ id: 'a', version: 1 });
    await feed.next();
    const waiting = feed.next();
    const begun = Date.now();
    await feed.return(undefined);
    expect((await waiting).done).toBe(true);
    expect(Date.now() - begun).toBeLessThan(500);
    expect([listeners.size, reads.count]).toEqual([0, 1]);
  });

  test("ends with its viewer's token", async () => {
    const { feed, listeners } = feedOf({ id: 'a', version: 1 }, { until: new Date(Date.now() + 200) });
    await feed.next();
    expect((await feed.next()).done).toBe(true);
    expect(listeners.size).toBe(0);
  });

  test('that cannot read lets go of its wake-ups', async () => {
    const wakeUps = playedWakeUps();
    const read = () => Promise.reject(new Error('away'));
    const feed = feedOfOne<State>({ wakeUps: wakeUps.source, kind: 'order', id: 'a', net: netOver(() => []), read, versionOf: () => 1 });
    await expect(feed.next()).rejects.toThrow('away');
    expect(wakeUps.listeners.size).toBe(0);
  });

  test('finds by its net that there is nothing to see any more', async () => {
    const { feed, now } = feedOf({ id: 'a', version: 1 });
    await feed.next();
    now.state = null;
    expect((await feed.next()).done).toBe(true);
  });

  test('that was opened hands over first what it read then, and what has changed since', async () => {
    const { feed, set, reads } = feedOf({ id: 'a', version: 1 });
    const open = await opened(feed);
    expect(reads.count).toBe(1);
    set({ id: 'a', version: 2 });
    expect(versionIn(await (open ?? feed).next())).toBe(1);
    expect(versionIn(await (open ?? feed).next())).toBe(2);
    await open?.return(undefined);
  });

  test('is not opened where there is nothing to see', async () => {
    const { feed, now, listeners } = feedOf({ id: 'a', version: 1 });
    now.state = null;
    expect(await opened(feed)).toBeNull();
    expect(listeners.size).toBe(0);
  });
});
