import type { Logger } from '@micromart/service';

/** What a process has opened so far. */
export interface Opened {
  add(close: () => Promise<unknown> | void): void;
  /** Closes it all, the last first; what fails is logged, and the rest is closed all the same. */
  close(): Promise<void>;
}

export function openedParts(logger: Logger): Opened {
  const closing: (() => Promise<unknown> | void)[] = [];
  return {
    add: close => void closing.push(close),
    async close() {
      for (const close of closing.splice(0).toReversed()) {
        try {
          await close();
        } catch (error) {
          logger.error({ err: error }, 'a part did not stop cleanly');
        }
      }
    },
  };
}
