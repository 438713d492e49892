import { type SubgraphResponse, StreamNotOpened } from '@micromart/service';

export interface ReopeningOptions {
  /** @param missedFor how long (milliseconds) states may have been missed; undefined the first time. */
  readonly open: (missedFor: number | undefined) => AsyncIterableIterator<SubgraphResponse>;
  readonly onLost: (error: unknown) => void;
}

/** A stream that cannot be opened again in this time (milliseconds) is given up. */
const PATIENCE = 10_000;
/** A stream that stood for so long (milliseconds) was open: the next loss is a new one. */
const STOOD = 3_000;
/** The first try is made at once, at another replica; the second after so long (milliseconds), and each after twice the time of the one before. */
const FIRST_WAIT = 100;
const LONGEST_WAIT = 2_000;
/** A dead replica is noticed within ten seconds: so much longer than the loss is known states may have been missed (milliseconds). */
const UNNOTICED = 12_000;

/**
 * A stream of states that is opened again when it is lost. Whoever follows it sees no more of that than the state as it is then, which may be the
 * one that was seen last. Rejects when it cannot be opened within ten seconds, or when it never was.
 */
export function reopening({ open, onLost }: ReopeningOptions): AsyncIterableIterator<SubgraphResponse> {
  const done = { done: true, value: undefined } as const;
  let isOver = false;
  let wake: (() => void) | undefined;
  let source = open(undefined);
  let openedAt = performance.now();
  /** Since when there is no stream that is known to stand. */
  let lostAt: number | undefined;
  let tries = 0;

  async function openAgain(fault: unknown): Promise<void> {
    const now = performance.now();
    const wasNeverOpen = fault instanceof StreamNotOpened;
    if (lostAt === undefined && wasNeverOpen) throw fault;
    if (lostAt === undefined || (!wasNeverOpen && now - openedAt > STOOD)) {
      lostAt = now;
      tries = 0;
      onLost(fault);
    }
    // a little apart from all the others that were lost at the same moment
    const wait = tries === 0 ? 0 : Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT) * (0.5 + Math.random());
    if (now + wait > lostAt + PATIENCE) throw fault;
    tries += 1;
    if (wait > 0) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, wait);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (isOver) return;
    openedAt = performance.now();
    source = open(openedAt - lostAt + UNNOTICED);
  }

  /** The next event, or what ended the stream. */
  async function receive(): Promise<IteratorResult<SubgraphResponse> | { readonly fault: unknown }> {
    try {
      const event = await source.next();
      // a subgraph that is there and cannot read its data yet says so in the first event
      if (event.done === true || lostAt === undefined || !isAway(event.value)) return event;
      await source.return?.();
      return { fault: new Error('the subgraph cannot open the stream yet') };
    } catch (fault) {
      return { fault };
    }
  }

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      for (;;) {
        if (isOver) return done;
        const received = await receive();
        if (isOver) return done;
        if (!('fault' in received)) {
          lostAt = undefined;
          return received;
        }
        await openAgain(received.fault);
      }
    },
    async return() {
      isOver = true;
      wake?.();
      await source.return?.();
      return done;
    },
  };
}

const isAway = ({ data, errors }: SubgraphResponse): boolean =>
  (data === null || data === undefined) && errors !== undefined && errors.every(({ extensions }) => extensions?.['code'] === 'SUBGRAPH_UNAVAILABLE');
