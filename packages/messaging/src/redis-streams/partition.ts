import type { Envelope } from '@micromart/events';
import { createSubjectQueues, type SubjectQueuesOptions } from '../subject-queues.ts';

/** One entry of a stream; `event` is undefined for a type that nobody listens to. */
export interface Entry {
  readonly id: string;
  readonly event: Envelope | undefined;
}

export interface PartitionOptions extends SubjectQueuesOptions {
  readonly stream: string;
  /** The entry was consumed. */
  readonly done: (stream: string, entryId: string) => void;
  /** Called when an entry left, so that more can be read. */
  readonly left: () => void;
}

/** A leased stream in this process. */
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

export function createPartition({ topic, stream, handle, done, left }: PartitionOptions): Partition {
  const known = new Set<string>();
  const queues = createSubjectQueues({ topic, handle });
  return {
    topic,
    stream,
    recovering: true,
    releasing: false,
    get size() {
      return queues.size;
    },
    take({ id, event }) {
      if (known.has(id)) return;
      known.add(id);
      if (event === undefined) return done(stream, id);
      queues.add(event, () => {
        done(stream, id);
        left();
      });
    },
    forget: entryId => void known.delete(entryId),
    stop: queues.stop,
  };
}
