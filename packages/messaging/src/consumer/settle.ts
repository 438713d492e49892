import { isTooSlow } from '@micromart/database';
import type { Logger } from 'pino';
import { backoff, briefly, isWorldFault, SLOW_AT_MOST } from '../faults.ts';
import { sleep } from '../waiting.ts';

/** Milliseconds between the five tries of what fails by its own fault: 5 s in all. */
const PAUSES = [300, 700, 1_500, 2_500];
const FIRST_WAIT = 100;
const LONGEST_WAIT = 3_000;

export interface Settling {
  readonly attempt: () => Promise<void>;
  /** Puts it aside, with the fault of its last try. */
  readonly park: (fault: unknown, tries: number) => Promise<void>;
  readonly retried: () => void;
  readonly signal: AbortSignal;
  readonly logger: Logger;
  readonly random: () => number;
}

/**
 * Tries until it is done or parked. Faults of the message are tried five times in five seconds; faults of the world wait, without end, and
 * park nothing. What is too slow is the world's fault twenty times, and the message's from then on. Rejects only when `signal` is aborted.
 */
export async function settle({ attempt, park, retried, signal, logger, random }: Settling): Promise<void> {
  let fault: unknown;
  let faults = 0;
  let slow = 0;
  for (let waits = 0; ; ) {
    signal.throwIfAborted();
    const parking = faults > PAUSES.length;
    try {
      await (parking ? park(fault, faults) : attempt());
      return;
    } catch (error) {
      slow += isTooSlow(error) ? 1 : 0;
      if (parking || (isWorldFault(error) && slow <= SLOW_AT_MOST)) {
        waits += 1;
        logger.warn({ error: briefly(error), waits }, 'an event waits for the world');
        retried();
        await sleep(backoff(waits, FIRST_WAIT, LONGEST_WAIT, random), signal);
      } else {
        fault = error;
        faults += 1;
        logger.warn({ error: briefly(error), faults }, 'an event failed');
        if (faults <= PAUSES.length) retried();
        await sleep(PAUSES[faults - 1] ?? 0, signal);
      }
    }
  }
}
