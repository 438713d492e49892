/** Between what comes and whoever takes it. */
export interface Mailbox<State> {
  readonly states: AsyncIterableIterator<State>;
  put(state: State): void;
  /** What was put before is still handed over. */
  end(): void;
  /** The same, and then `next()` rejects with it, once. */
  fail(error: unknown): void;
}

/** @param onEnd called once, when it is ended from either side. `return()` lets go of a waiting `next()` at once. */
export function openMailbox<State>(onEnd: () => void): Mailbox<State> {
  const waiting: State[] = [];
  const takers: { resolve(result: IteratorResult<State>): void; reject(error: unknown): void }[] = [];
  const done = { done: true, value: undefined } as const;
  let ended = false;
  let fault: { readonly error: unknown } | undefined;

  function end(failed?: { readonly error: unknown }): void {
    if (ended) return;
    ended = true;
    const [first, ...others] = takers.splice(0);
    if (failed === undefined || first === undefined) {
      fault = failed;
      first?.resolve(done);
    } else first.reject(failed.error);
    for (const taker of others) taker.resolve(done);
    onEnd();
  }

  return {
    states: {
      [Symbol.asyncIterator]() {
        return this;
      },
      next() {
        const [state] = waiting;
        if (waiting.length > 0) {
          waiting.shift();
          return Promise.resolve({ done: false, value: state as State });
        }
        if (!ended) return new Promise((resolve, reject) => takers.push({ resolve, reject }));
        const failed = fault;
        fault = undefined;
        return failed === undefined ? Promise.resolve(done) : Promise.reject(failed.error);
      },
      async return() {
        waiting.length = 0;
        fault = undefined;
        end();
        return done;
      },
    },
    put(state) {
      if (ended) return;
      const taker = takers.shift();
      if (taker === undefined) waiting.push(state);
      else taker.resolve({ done: false, value: state });
    },
    end: () => end(),
    fail: error => end({ error }),
  };
}
