import type { KafkaMessage } from 'kafkajs';
import { UNREADABLE } from '../bus.ts';
import { createSubjectQueues, type SubjectQueuesOptions } from '../subject-queues.ts';
import { decode, typeOf } from './cloud-events.ts';
import { createProgress } from './progress.ts';

export interface PartitionOptions extends SubjectQueuesOptions {
  readonly number: number;
  readonly types: ReadonlySet<string> | undefined;
  /** Called when an event was consumed. */
  readonly left: () => void;
}

/** A partition while this process owns it: begun where the group's committed offset is, dropped when the group shares anew. */
export interface Partition {
  readonly number: number;
  /** Events that are not consumed yet. */
  readonly size: number;
  /** The offset to commit; undefined when there is nothing to say. */
  readonly position: number | undefined;
  /** Takes what was read; `end` is the offset behind it. */
  take(messages: readonly KafkaMessage[], end: number): void;
  /** Interrupts what waits to be tried again, and resolves when nothing is under way. */
  stop(): Promise<void>;
}

export function createPartition({ number, topic, handle, types, left }: PartitionOptions): Partition {
  const queues = createSubjectQueues({ topic, handle });
  const progress = createProgress();
  const listened = types === undefined ? undefined : new Set([...types, UNREADABLE]);

  function take(message: KafkaMessage): void {
    const type = typeOf(message);
    // most of a topic may be for others: what nobody here listens to is not even parsed
    if (type !== undefined && listened?.has(type) === false) return;
    const event = decode({ topic, partition: number }, message);
    if (listened?.has(event.type) === false) return;
    const offset = Number(message.offset);
    progress.begin(offset);
    queues.add(event, () => {
      progress.finish(offset);
      left();
    });
  }

  return {
    number,
    get size() {
      return queues.size;
    },
    get position() {
      return progress.position;
    },
    take(messages, end) {
      for (const message of messages) take(message);
      progress.readTo(end);
    },
    stop: queues.stop,
  };
}
