/** Ends something that was opened. */
export type Close = () => unknown;

/**
 * Closes one after the other, and the rest though one fails.
 * @throws what failed; an AggregateError when that was more than one.
 */
export async function closeInTurn(closers: Iterable<Close>): Promise<void> {
  throwAny(await failuresInTurn(closers));
}

/**
 * Closes all of them at the same time, and waits for every one though another fails.
 * @throws what failed; an AggregateError when that was more than one.
 */
export async function closeAtOnce(closers: Iterable<Close>): Promise<void> {
  const outcomes = await Promise.allSettled(Array.from(closers, async close => close()));
  throwAny(outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason as unknown] : [])));
}

/**
 * Closes, one after the other, what was opened before something failed.
 * @throws that failure; an AggregateError that begins with it when closing fails too.
 */
export async function closeAfter(failure: unknown, closers: Iterable<Close>): Promise<never> {
  const failures = await failuresInTurn(closers);
  throw failures.length === 0 ? failure : together([failure, ...failures]);
}

async function failuresInTurn(closers: Iterable<Close>): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  for (const close of closers) {
    try {
      await close();
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}

function throwAny(failures: readonly unknown[]): void {
  if (failures.length > 0) throw failures.length === 1 ? failures[0] : together(failures);
}

/** The message names them all: not everything that prints an error prints what it is made of. */
const together = (failures: readonly unknown[]): AggregateError => new AggregateError(failures, failures.map(String).join('; '));
