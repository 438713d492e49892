/**
 * An async generator lets `return()` wait behind a pending `next()`. This one ends the source that it reads at once, and with it what waits.
 * @param follow makes the generator; it calls `opened` with its source as soon as it has one.
 */
export function letGoAtOnce<Value>(
  follow: (opened: (source: AsyncIterator<unknown>) => Promise<void>) => AsyncGenerator<Value>,
): AsyncIterableIterator<Value> {
  let source: AsyncIterator<unknown> | undefined;
  let ended = false;
  const done = { done: true, value: undefined } as const;
  const values = follow(async opened => {
    source = opened;
    if (ended) await source.return?.();
  });
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => (ended ? Promise.resolve(done) : values.next()),
    async return() {
      ended = true;
      await source?.return?.();
      return done;
    },
  };
}
