import { closeAtOnce } from '@micromart/local/closing';

/**
 * Waits for servers that start at the same time. When one does not, the others are stopped, those too that take longer.
 * @throws what kept one from starting; an AggregateError when that was more than one, or another did not stop.
 */
export async function allStarted<Starting extends readonly Promise<{ stop(): Promise<void> }>[]>(starting: readonly [...Starting]) {
  const outcomes = await Promise.allSettled(starting);
  if (outcomes.some(({ status }) => status === 'rejected')) {
    // what has not started cannot be stopped, and says why
    await closeAtOnce(starting.map(server => async () => (await server).stop()));
  }
  return Promise.all(starting);
}
