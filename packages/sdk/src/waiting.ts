import { whenAborted } from './when-aborted.ts';

/** Milliseconds before the `tries`th repeat: doubled each time up to five seconds, and between half and all of it by chance. */
export const backoff = (tries: number, random: () => number): number => Math.min(5_000, 100 * 2 ** Math.min(tries, 10)) * (0.5 + random() / 2);

/** Resolves after some milliseconds, or as soon as `signal` is aborted. */
export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) return resolve();
    const end = (): void => {
      clearTimeout(timer);
      forget();
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    const forget = whenAborted(signal, end);
  });
}
