/** Between what comes by itself and whoever takes it. */
export interface WaitingLine<Value> {
  readonly values: AsyncIterableIterator<Value>;
  /** @returns false when too many wait, or when it was ended. */
  put(value: Value): boolean;
  /** What was put before is still handed over. */
  end(): void;
  /** The same, and then `next()` rejects with it, once. */
  fail(error: Error): void;
}

/**
 * @param most values that may wait.
 * @param onReturn called once, when whoever takes them wants no more; a waiting `next()` is let go at once.
 */
export function openWaitingLine<Value>(most: number, onReturn: () => void): WaitingLine<Value> {
  const waiting: Value[] = [];
  const done = { done: true, value: undefined } as const;
  let taker: { resolve(result: IteratorResult<Value>): void; reject(error: Error): void } | undefined;
  let isEnded = false;
  let fault: Error | undefined;

  function release(): typeof taker {
    const released = taker;
    taker = undefined;
    return released;
  }

  function end(error?: Error): void {
    if (isEnded) return;
    isEnded = true;
    const released = release();
    if (released === undefined) fault = error;
    else if (error === undefined) released.resolve(done);
    else released.reject(error);
  }

  return {
    values: {
      [Symbol.asyncIterator]() {
        return this;
      },
      async next() {
        if (waiting.length > 0) return { done: false, value: waiting.shift() as Value };
        if (!isEnded) return new Promise((resolve, reject) => (taker = { resolve, reject }));
        const error = fault;
        fault = undefined;
        if (error !== undefined) throw error;
        return done;
      },
      async return() {
        waiting.length = 0;
        fault = undefined;
        if (!isEnded) {
          end();
          onReturn();
        }
        return done;
      },
    },
    put(value) {
      if (isEnded || waiting.length >= most) return false;
      const released = release();
      if (released === undefined) waiting.push(value);
      else released.resolve({ done: false, value });
      return true;
    },
    end: () => end(),
    fail: end,
  };
}
