import type { VersionNet } from './version-net.ts';

/** Hears of new versions, on every replica: Redis pub/sub in the running shop. */
export interface WakeUpSource {
  /** Calls back for each wake-up of a kind; with an id, only for that one. Returns what ends it. */
  subscribe(kind: string, id: string | null, heard: (id: string, version: number) => void): () => void;
}

export interface FeedOfOne<State> {
  readonly wakeUps: WakeUpSource;
  readonly kind: string;
  readonly id: string;
  /** Finds the changes whose wake-up was lost. */
  readonly net: VersionNet;
  /** The state now; null when it is gone, or not the viewer's to see any more: the feed ends. */
  readonly read: () => Promise<State | null>;
  readonly versionOf: (state: State) => number;
  /** After such a state nothing more will come: the feed ends. */
  readonly isLast?: (state: State) => boolean;
  /** When the viewer's token ends; the feed ends with it. */
  readonly until?: Date | null;
}

/** Wake-ups can be lost; a read this often is the net (milliseconds). */
const NET = 1_000;

/**
 * A feed of states: hear of changes first, then read, then hand over versions above the last one. States that nobody has taken yet give way
 * to the newest; the last one always arrives.
 */
export function feedOfOne<State>(feed: FeedOfOne<State>): AsyncGenerator<State> {
  const bell = ring();
  let sent = -1;
  const stop = feed.wakeUps.subscribe(feed.kind, feed.id, () => bell.ring());
  const leave = feed.net.watch(feed.id, { seen: () => sent, changed: () => bell.ring() });
  return endable(
    (async function* () {
      for (; !bell.stopped && !over(feed.until); await bell.next(untilOver(feed.until))) {
        const state = await feed.read();
        if (state === null) return;
        const version = feed.versionOf(state);
        if (version > sent) {
          sent = version;
          yield state;
        }
        if (feed.isLast?.(state) === true) return;
      }
    })(),
    () => {
      bell.stop();
      stop();
      leave();
    },
  );
}

/** A feed whose first state is read now, and handed over first; null when there is nothing to see. */
export async function opened<State>(feed: AsyncGenerator<State>): Promise<AsyncGenerator<State> | null> {
  const first = await feed.next();
  if (first.done === true) return null;
  const next = feed.next.bind(feed);
  let given = false;
  feed.next = async () => {
    if (given) return next();
    given = true;
    return first;
  };
  return feed;
}

/** How far back (milliseconds) a feed of many looks for changes whose wake-up was lost, and the furthest that it looks for what was missed. */
const RECENT = 10_000;
const LONG_AGO = 120_000;

/**
 * How far back (milliseconds) a feed of many begins. Who subscribes and then reads a list may have the list before the feed listens: a connection
 * to the subgraph may take three seconds. And a change carries the time at which its transaction wrote it, not that of the commit.
 */
const JUST_BEFORE = 5_000;

/** That a state is as new as this version. */
export interface ChangedState {
  readonly id: string;
  readonly version: number;
}

export interface FeedOfMany<State> {
  readonly wakeUps: WakeUpSource;
  readonly kind: string;
  /** The states of these ids that the viewer may see and asked for. */
  readonly read: (ids: readonly string[]) => Promise<readonly State[]>;
  readonly idOf: (state: State) => string;
  readonly versionOf: (state: State) => number;
  /** What changed in the last so many milliseconds, with its version now: as `versionOf` counts, and as wake-ups do. */
  readonly recent: (milliseconds: number) => Promise<readonly ChangedState[]>;
  /** How long before it was opened (milliseconds) the feed begins: five seconds, when left out. */
  readonly lookBack?: number;
  /** The feed follows on one that was lost: so long (milliseconds) changes may have been missed, which are news then. */
  readonly missedFor?: number | undefined;
  readonly until?: Date | null;
}

/**
 * States of many ids as they change, beginning with what changed in the seconds before it was opened, or, when it follows on a lost one, with what
 * may have been missed in between. Versions of one id only grow.
 */
export function feedOfMany<State>(feed: FeedOfMany<State>): AsyncGenerator<State> {
  const bell = ring();
  const changed = new Map<string, number>();
  const hear = (id: string, version: number): void => void changed.set(id, Math.max(version, changed.get(id) ?? version));
  const stop = feed.wakeUps.subscribe(feed.kind, null, (id, version) => {
    hear(id, version);
    bell.ring();
  });
  const sent = versions();
  const passedOver = versions();
  const before = feed.missedFor === undefined ? (feed.lookBack ?? JUST_BEFORE) : Math.min(Math.max(feed.missedFor, RECENT), LONG_AGO);
  const openedAt = performance.now();
  let looked: number | undefined;
  const look = async (): Promise<void> => {
    const now = performance.now();
    // what changed before the feed begins is no news, however late it is looked for
    const back = looked === undefined ? before : Math.min(before + now - openedAt, RECENT + now - looked, LONG_AGO);
    looked = now;
    for (const { id, version } of await feed.recent(back)) if (version > Math.max(sent.of(id), passedOver.of(id))) hear(id, version);
  };
  const read = async (): Promise<readonly State[]> => {
    const heard = new Map(changed);
    changed.clear();
    const states = await feed.read([...heard.keys()]);
    for (const state of states) heard.delete(feed.idOf(state));
    // what the viewer may not see or did not ask for would be read each second as long as it is recent
    for (const [id, version] of heard) passedOver.note(id, version);
    return states;
  };
  return endable(
    (async function* () {
      while (!bell.stopped && !over(feed.until)) {
        // the net is due each second however often the bell rings: a shop where something changes all the time is never quiet
        const due = looked === undefined ? 0 : looked + NET - performance.now();
        if (due > 0) await bell.next(due);
        else await look();
        if (changed.size === 0) continue;
        for (const state of await read()) {
          const [id, version] = [feed.idOf(state), feed.versionOf(state)];
          if (version <= sent.of(id)) continue;
          sent.note(id, version);
          yield state;
        }
      }
    })(),
    () => {
      bell.stop();
      stop();
    },
  );
}

/** Versions of the ten thousand ids that were noted last; -1 of any other. */
function versions() {
  const noted = new Map<string, number>();
  return {
    of: (id: string): number => noted.get(id) ?? -1,
    note(id: string, version: number): void {
      noted.delete(id);
      noted.set(id, version);
      if (noted.size > 10_000) for (const oldest of noted.keys()) return void noted.delete(oldest);
    },
  };
}

const over = (until: Date | null | undefined): boolean => until !== undefined && until !== null && until.getTime() <= Date.now();

/** What a timer of Node can wait (milliseconds). */
const LONGEST = 2 ** 31 - 1;

/** Milliseconds until a viewer's token ends. */
const untilOver = (until: Date | null | undefined): number =>
  Math.min(LONGEST, Math.max(0, (until?.getTime() ?? Number.POSITIVE_INFINITY) - Date.now()));

/** Waits for a ring or for a time; a ring while nobody waits is kept. */
function ring() {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    stopped: false,
    ring(): void {
      rung = true;
      wake?.();
    },
    stop(): void {
      this.stopped = true;
      wake?.();
    },
    /** Resolves with true when rung, with false after `milliseconds`. */
    async next(milliseconds: number): Promise<boolean> {
      if (!rung && !this.stopped) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>(resolve => {
          wake = resolve;
          timer = setTimeout(resolve, milliseconds);
        });
        clearTimeout(timer);
        wake = undefined;
      }
      const was = rung;
      rung = false;
      return was;
    },
  };
}

/** An async generator would let `return()` wait behind a pending `next()`; this one lets go at once. */
function endable<State>(generator: AsyncGenerator<State>, end: () => void): AsyncGenerator<State> {
  const next = generator.next.bind(generator);
  const finish = generator.return.bind(generator);
  generator.next = async () => {
    const result = await next().catch((error: unknown) => {
      end();
      throw error;
    });
    if (result.done === true) end();
    return result;
  };
  generator.return = value => {
    end();
    return finish(value);
  };
  return generator;
}
