import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { feedOfMany } from './state-feed.ts';
import { playedWakeUps } from './testing/played-wake-ups.ts';

interface State {
  readonly id: string;
  readonly version: number;
}

describe('a feed of many', () => {
  afterEach(() => void jest.useRealTimers());

  /** A feed over some states; each was changed so long (milliseconds) before it was opened. */
  function feedOfAll(
    first: readonly (State & { readonly ago: number })[],
    { isShown = () => true, ...more }: { readonly missedFor?: number; readonly lookBack?: number; readonly isShown?: (state: State) => boolean } = {},
  ) {
    const wakeUps = playedWakeUps();
    const states = new Map<string, State>(first.map(({ id, version }) => [id, { id, version }]));
    const changedAt = new Map(first.map(({ id, ago }) => [id, Date.now() - ago]));
    const recent = { gate: Promise.resolve(), spans: [] as number[] };
    const reads: (readonly string[])[] = [];
    const feed = feedOfMany<State>({
      wakeUps: wakeUps.source,
      kind: 'order',
      read: async ids => {
        reads.push(ids);
        return ids.flatMap(id => states.get(id) ?? []).filter(isShown);
      },
      idOf: ({ id }) => id,
      versionOf: ({ version }) => version,
      ...more,
      recent: async milliseconds => {
        recent.spans.push(milliseconds);
        await recent.gate;
        return [...states.values()].filter(({ id }) => Date.now() - (changedAt.get(id) ?? 0) <= milliseconds);
      },
    });
    const setSilently = (state: State): void => {
      states.set(state.id, state);
      changedAt.set(state.id, Date.now());
    };
    const set = (state: State): void => {
      setSilently(state);
      wakeUps.wake(state.id, state.version);
    };
    return { feed, set, setSilently, recent, reads, ...wakeUps };
  }

  /** All that a feed hands over, as it comes. */
  function seenBy(feed: AsyncGenerator<State>): readonly State[] {
    const seen: State[] = [];
    void (async () => {
      for await (const state of feed) seen.push(state);
    })();
    return seen;
  }

  test('begins with what changes, and sends each id’s versions upwards', async () => {
    const { feed, set } = feedOfAll([{ id: 'a', version: 7, ago: 60_000 }]);
    const first = feed.next();
    await new Promise(resolve => setImmediate(resolve));
    set({ id: 'b', version: 1 });
    expect((await first).value).toEqual({ id: 'b', version: 1 });
    const next = feed.next();
    set({ id: 'a', version: 7 });
    expect((await next).value).toEqual({ id: 'a', version: 7 });
    const last = feed.next();
    set({ id: 'a', version: 7 });
    set({ id: 'a', version: 8 });
    expect((await last).value).toEqual({ id: 'a', version: 8 });
    await feed.return(undefined);
  });

  test('hands over, once, what changed in the seconds before it was opened, because a list that was read then may lack it, and nothing older', async () => {
    jest.useFakeTimers();
    const { feed } = feedOfAll([
      { id: 'missed', version: 2, ago: 3_000 },
      { id: 'old', version: 5, ago: 7_000 },
    ]);
    const seen = seenBy(feed);
    await jest.advanceTimersByTimeAsync(12_000);
    expect(seen).toEqual([{ id: 'missed', version: 2 }]);
    await feed.return(undefined);
  });

  test('looks back no further than it is told to, where telling twice is worse', async () => {
    jest.useFakeTimers();
    const { feed } = feedOfAll(
      [
        { id: 'missed', version: 1, ago: 1_000 },
        { id: 'told', version: 1, ago: 3_000 },
      ],
      { lookBack: 2_000 },
    );
    const seen = seenBy(feed);
    await jest.advanceTimersByTimeAsync(12_000);
    expect(seen).toEqual([{ id: 'missed', version: 1 }]);
    await feed.return(undefined);
  });

  test('hands over what a wake-up tells of after it was opened, however long its transaction took', async () => {
    jest.useFakeTimers();
    const { feed, wake } = feedOfAll([{ id: 'slow', version: 2, ago: 8_000 }]);
    const seen = seenBy(feed);
    await jest.advanceTimersByTimeAsync(100);
    wake('slow');
    await jest.advanceTimersByTimeAsync(100);
    expect(seen).toEqual([{ id: 'slow', version: 2 }]);
    await feed.return(undefined);
  });

  test('does not take a change for old that was made while it looked at what is old', async () => {
    let open: () => void = () => undefined;
    const { feed, set, recent } = feedOfAll([{ id: 'a', version: 7, ago: 60_000 }]);
    recent.gate = new Promise(resolve => (open = resolve));
    const first = feed.next();
    set({ id: 'a', version: 8 });
    open();
    expect((await first).value).toEqual({ id: 'a', version: 8 });
    await feed.return(undefined);
  });

  test('that follows on a lost one begins with what may have been missed, and says it once', async () => {
    const { feed, set, recent } = feedOfAll([{ id: 'a', version: 7, ago: 14_000 }], { missedFor: 15_000 });
    expect((await feed.next()).value).toEqual({ id: 'a', version: 7 });
    expect(recent.spans).toEqual([15_000]);
    const next = feed.next();
    set({ id: 'a', version: 7 });
    set({ id: 'b', version: 1 });
    expect((await next).value).toEqual({ id: 'b', version: 1 });
    await feed.return(undefined);
  });

  test('finds by its net what no wake-up told of', async () => {
    const { feed, setSilently } = feedOfAll([]);
    const first = feed.next();
    await new Promise(resolve => setImmediate(resolve));
    setSilently({ id: 'c', version: 1 });
    expect((await first).value).toEqual({ id: 'c', version: 1 });
    await feed.return(undefined);
  });

  test('finds by its net what no wake-up told of while others are told of all the time', async () => {
    jest.useFakeTimers();
    const { feed, set, setSilently } = feedOfAll([]);
    const seen = seenBy(feed);
    for (let version = 1; version <= 40; version += 1) {
      set({ id: 'a', version });
      if (version === 2) setSilently({ id: 'b', version: 1 });
      await jest.advanceTimersByTimeAsync(300);
    }
    expect(seen.filter(({ id }) => id === 'a')).toHaveLength(40);
    expect(seen.filter(({ id }) => id === 'b')).toEqual([{ id: 'b', version: 1 }]);
    await feed.return(undefined);
  });

  test('finds by its net what no wake-up told of while nobody took what it had', async () => {
    jest.useFakeTimers();
    const { feed, set, setSilently } = feedOfAll([]);
    set({ id: 'a', version: 1 });
    expect((await feed.next()).value).toEqual({ id: 'a', version: 1 });
    setSilently({ id: 'b', version: 1 });
    await jest.advanceTimersByTimeAsync(30_000);
    expect((await feed.next()).value).toEqual({ id: 'b', version: 1 });
    await feed.return(undefined);
  });

  test('reads by its net nothing again that it handed over, until its version grows', async () => {
    jest.useFakeTimers();
    const { feed, set, setSilently, reads } = feedOfAll([{ id: 'a', version: 3, ago: 1_000 }]);
    const seen = seenBy(feed);
    await jest.advanceTimersByTimeAsync(500);
    set({ id: 'b', version: 1 });
    await jest.advanceTimersByTimeAsync(12_000);
    expect(reads).toEqual([['a'], ['b']]);
    setSilently({ id: 'a', version: 4 });
    await jest.advanceTimersByTimeAsync(12_000);
    expect(reads).toEqual([['a'], ['b'], ['a']]);
    expect(seen.map(({ id, version }) => `${id} ${version}`)).toEqual(['a 3', 'b 1', 'a 4']);
    await feed.return(undefined);
  });

  test('reads by its net nothing again that is not among what was asked for, until its version grows', async () => {
    jest.useFakeTimers();
    const { feed, set, setSilently, reads } = feedOfAll([{ id: 'a', version: 1, ago: 1_000 }], { isShown: ({ version }) => version > 1 });
    const seen = seenBy(feed);
    await jest.advanceTimersByTimeAsync(500);
    set({ id: 'b', version: 1 });
    await jest.advanceTimersByTimeAsync(12_000);
    expect(reads).toEqual([['a'], ['b']]);
    setSilently({ id: 'a', version: 2 });
    set({ id: 'b', version: 2 });
    await jest.advanceTimersByTimeAsync(12_000);
    expect(reads).toEqual([['a'], ['b'], ['b'], ['a']]);
    expect(seen.map(({ id, version }) => `${id} ${version}`)).toEqual(['b 2', 'a 2']);
    await feed.return(undefined);
  });
});
