import type { Redis } from 'ioredis';
import { sleep } from '../waiting.ts';

/** Tells Redis what was consumed, in batches, and again until it has heard. */
export interface Acknowledgements {
  add(stream: string, entryId: string): void;
  /** Resolves when Redis was told of all that was added. */
  flush(): Promise<void>;
  /** The same, but what Redis does not hear of at once is left: it will be delivered again. */
  end(): Promise<void>;
}

const AGAIN = 500;

export function createAcknowledgements(redis: Redis, group: string, told: (stream: string, entryIds: readonly string[]) => void): Acknowledgements {
  let waiting = new Map<string, string[]>();
  let sending: Promise<void> | undefined;
  let ending = false;

  async function send(): Promise<boolean> {
    const batch = waiting;
    waiting = new Map();
    const pipeline = redis.pipeline();
    for (const [stream, ids] of batch) pipeline.xack(stream, group, ...ids);
    const failed = await pipeline.exec().then(
      answers => (answers ?? []).some(([error]) => error !== null),
      () => true,
    );
    for (const [stream, ids] of batch) {
      if (failed) waiting.set(stream, [...ids, ...(waiting.get(stream) ?? [])]);
      else told(stream, ids);
    }
    return !failed;
  }

  async function loop(): Promise<void> {
    // A turn of the event loop later, so that what is consumed together is told together.
    await new Promise(resolve => setImmediate(resolve));
    while (waiting.size > 0) {
      if (await send()) continue;
      if (ending) break;
      await sleep(AGAIN);
    }
    sending = undefined;
  }

  return {
    add(stream, entryId) {
      const ids = waiting.get(stream);
      if (ids === undefined) waiting.set(stream, [entryId]);
      else ids.push(entryId);
      sending ??= loop();
    },
    flush: () => sending ?? Promise.resolve(),
    end() {
      ending = true;
      return sending ?? Promise.resolve();
    },
  };
}
