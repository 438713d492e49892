import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE = 20;
const PAUSE = 10;

type Reading<Value> = () => Value | Promise<Value>;

/**
 * Reads every 10 ms until what is read fits, and gives it; throws with the last of it after so many seconds, 20 when nothing is said. Where nothing
 * is said of what fits, it is anything but undefined, null and false. For what tells nobody when it has changed.
 */
export function eventually<Found>(read: Reading<Found | undefined | null | false>, seconds?: number): Promise<Found>;
export function eventually<Value>(read: Reading<Value>, fits: (value: Value) => boolean, seconds?: number): Promise<Value>;
export async function eventually(
  read: Reading<unknown>,
  fitsOrSeconds: ((value: unknown) => boolean) | number = PATIENCE,
  secondsOfFitting = PATIENCE,
): Promise<unknown> {
  const [fits, seconds] = typeof fitsOrSeconds === 'number' ? [isThere, fitsOrSeconds] : [fitsOrSeconds, secondsOfFitting];
  for (const end = Date.now() + seconds * 1_000; ; ) {
    const value = await read();
    if (fits(value)) return value;
    if (Date.now() > end) throw new Error(`after ${seconds} s it is still ${JSON.stringify(value)}: ${String(read)}`);
    // not the global one, which tests may have put into their own hands
    await pause(PAUSE);
  }
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null && value !== false;
