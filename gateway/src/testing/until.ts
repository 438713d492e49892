import { setTimeout as pause } from 'node:timers/promises';

/** Waits until something is so. @throws Error after half a minute. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 30_000; !(await condition()); await pause(5)) {
    if (Date.now() > deadline) throw new Error(`never came true: ${String(condition)}`);
  }
}
