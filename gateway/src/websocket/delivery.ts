import type { ExecutionResult } from 'graphql';
import type { Backlog } from './backlog.ts';

export interface DeliveryOptions {
  readonly backlog: Backlog;
  /** When the viewer's token ends; null for never. */
  readonly until: Date | null;
  /** What the stream fails with then. */
  readonly over: () => Error;
  /** Lets the stream fail before that, when the token is refused. @returns what ends the watch. */
  readonly watch: (refused: (error: unknown) => void) => () => void;
  readonly onEnd: () => void;
}

type Results = AsyncIterableIterator<ExecutionResult>;

/** Timers of Node hold no more milliseconds than this; a token that lasts longer than 24 days is looked at again then. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Hands results on to a client at its own pace: graphql-ws takes the next one only when the last was written. What comes faster waits here, where
 * it is counted, and nowhere else.
 */
export function deliver(results: Results, { backlog, until, over, watch, onEnd }: DeliveryOptions): Results {
  const waiting: { readonly result: ExecutionResult; readonly bytes: number }[] = [];
  let fault: unknown;
  let ended = false;
  let wake: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;

  function awaken(): boolean {
    const sleeper = wake;
    wake = undefined;
    sleeper?.();
    return sleeper !== undefined;
  }

  function end(reason?: unknown): void {
    if (ended) return;
    ended = true;
    fault = reason;
    clearTimeout(timer);
    stopWatching();
    onEnd();
    awaken();
  }

  function endAt(moment: Date): void {
    const left = moment.getTime() - Date.now();
    if (left > 0) timer = setTimeout(() => endAt(moment), Math.min(left, LONGEST_TIMER));
    else fail(over());
  }

  function fail(reason: unknown): void {
    end(reason);
    void results.return?.();
  }

  async function receive(): Promise<void> {
    try {
      for await (const result of results) {
        if (ended) return;
        const idle = wake !== undefined;
        // a client that waits takes it at once: only what stays is worth measuring
        const bytes = idle ? 0 : JSON.stringify(result).length;
        waiting.push({ result, bytes });
        backlog.grow(bytes);
        if (idle) awaken();
      }
      end();
    } catch (error) {
      end(error);
    }
  }

  async function close(): Promise<IteratorReturnResult<undefined>> {
    for (const { bytes } of waiting.splice(0)) backlog.shrink(bytes);
    end();
    await results.return?.();
    return { done: true, value: undefined };
  }

  const stopWatching = watch(fail);
  if (until !== null) endAt(until);
  void receive();

  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      if (waiting.length === 0 && !ended) {
        await new Promise<void>(resolve => {
          wake = resolve;
        });
      }
      const next = waiting.shift();
      if (next !== undefined) {
        backlog.shrink(next.bytes);
        return { done: false, value: next.result };
      }
      const reason = fault;
      fault = undefined;
      if (reason !== undefined) throw reason;
      return { done: true, value: undefined };
    },
    return: close,
  };
}
