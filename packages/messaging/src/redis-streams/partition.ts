import { setMaxListeners } from 'node:events';
import type { Envelope } from '@micromart/events';
import { sleep } from '../waiting.ts';

/** One entry of a stream; `event` is undefined for a type that nobody listens to. */
export interface Entry {
  readonly id: string;
  readonly event: Envelope | undefined;
}

export interface PartitionOptions {
  readonly topic: string;
  readonly stream: string;
  readonly handle: (event: Envelope, topic: string, signal: AbortSignal) => Promise<void>;
  /** The entry was consumed. */
  readonly done: (stream: string, entryId: string) => void;
  /** Called when an entry left, so that more can be read. */
  readonly left: () => void;
}

/** A leased stream in this process: subjects side by side, the events of one subject one after the other. */
export interface Partition {
  readonly topic: string;
  readonly stream: string;
  /** Whether what an earlier owner left unfinished, or a lost answer, has still to be read. */
  recovering: boolean;
  /** Whether it is being given back: nothing new is read. */
  releasing: boolean;
  /** Entries that are not consumed yet. */
  readonly size: number;
  take(entry: Entry): void;
  /** The entry need not be remembered any more: Redis knows that it was consumed. */
  forget(entryId: string): void;
  /** Interrupts what waits to be tried again, and resolves when nothing is under way. */
  stop(): Promise<void>;
}

const AGAIN = 500;

export function createPartition({ topic, stream, handle, done, left }: PartitionOptions): Partition {
  const known = new Set<string>();
  const bySubject = new Map<string, Entry[]>();
  const aborting = new AbortController();
  const idle: (() => void)[] = [];
  let size = 0;
  setMaxListeners(0, aborting.signal);

  async function work(subject: string, queue: Entry[]): Promise<void> {
    for (let entry = queue[0]; entry?.event !== undefined && !aborting.signal.aborted; entry = queue[0]) {
      try {
        await handle(entry.event, topic, aborting.signal);
      } catch {
        // The one who handles says why; here it only counts that the event is not consumed.
        await sleep(AGAIN, aborting.signal);
        continue;
      }
      queue.shift();
      size -= 1;
      done(stream, entry.id);
      left();
    }
    bySubject.delete(subject);
    if (bySubject.size === 0) for (const resolve of idle.splice(0)) resolve();
  }

  return {
    topic,
    stream,
    recovering: true,
    releasing: false,
    get size() {
      return size;
    },
    take(entry) {
      if (known.has(entry.id)) return;
      known.add(entry.id);
      if (entry.event === undefined) return done(stream, entry.id);
      size += 1;
      const { subject } = entry.event;
      const queue = bySubject.get(subject);
      if (queue !== undefined) return void queue.push(entry);
      const begun = [entry];
      bySubject.set(subject, begun);
      void work(subject, begun);
    },
    forget: entryId => void known.delete(entryId),
    stop() {
      aborting.abort();
      return bySubject.size === 0 ? Promise.resolve() : new Promise(resolve => idle.push(resolve));
    },
  };
}
