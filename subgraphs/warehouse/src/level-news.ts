import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from './app.ts';
import { tellLevels } from './use-cases/tell-levels.ts';

/** Tells of levels beside the requests that change them. */
export interface LevelNews {
  /** There is something to tell. */
  readonly ring: () => void;
  readonly start: () => void;
  /** Resolves when what is being told is told. */
  readonly stop: () => Promise<void>;
}

/** Milliseconds: how often it is looked for unasked, which also is what "once a second" rests on. */
const NET = 1_000;
/** And how soon after the last time at the earliest: what changes meanwhile is told together. */
const SOON = 20;

export function createLevelNews(parts: Pick<App, 'store' | 'messaging' | 'clock' | 'logger'>): LevelNews {
  let stopping = false;
  let rung = false;
  let wake: (() => void) | undefined;
  let running: Promise<void> | undefined;

  const untilRung = (milliseconds: number): Promise<void> =>
    new Promise(resolve => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  async function run(): Promise<void> {
    while (!stopping) {
      rung = false;
      await tellLevels(parts).catch((error: unknown) => parts.logger.warn({ err: error }, 'levels could not be told; they are tried again'));
      await sleep(SOON);
      if (!stopping && !rung) await untilRung(NET);
    }
  }

  return {
    ring() {
      rung = true;
      wake?.();
    },
    start() {
      running ??= run();
    },
    async stop() {
      stopping = true;
      wake?.();
      await running;
    },
  };
}
