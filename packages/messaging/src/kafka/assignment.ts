import type { Batch } from 'kafkajs';
import { createPartition, type Partition, type PartitionOptions } from './partition.ts';

/** Which partitions of a topic this process reads now. */
export interface Assignment {
  /** Begins anew with some partitions; what was under way in others is interrupted, and these begin when it has ended. */
  replace(numbers: readonly number[]): void;
  /** Resolves when all that `replace` interrupted has ended; undefined when it has. */
  readonly ending: Promise<unknown> | undefined;
  /** Takes what was read; false when the partition is not ours (any more). */
  take(batch: Batch): boolean;
  /** Partitions with so much to do that no more is read of them. */
  full(): readonly number[];
  /** Offsets to commit that were not committed yet. */
  uncommitted(): readonly { readonly partition: number; readonly offset: string }[];
  committed(offsets: readonly { readonly partition: number; readonly offset: string }[]): void;
  /** Interrupts what waits to be tried again, and resolves when nothing is under way. */
  stop(): Promise<void>;
}

/** Events of one partition in this process that are not consumed yet; above it the partition is not read, and the others are. */
const WINDOW = 256;

export function createAssignment(options: Omit<PartitionOptions, 'number'>): Assignment {
  let partitions = new Map<number, Partition>();
  let committed = new Map<number, string>();
  let ending: Promise<unknown> | undefined;

  const stopAll = (): Promise<unknown> => Promise.all([...partitions.values()].map(partition => partition.stop()));

  return {
    replace(numbers) {
      // two of one subject must not be under way at a time, not even one of before and one of now
      const stopped: Promise<unknown> = Promise.all([ending, stopAll()]).then(() => {
        if (ending === stopped) ending = undefined;
      });
      ending = stopped;
      partitions = new Map(numbers.map(number => [number, createPartition({ ...options, number })]));
      committed = new Map();
    },
    get ending() {
      return ending;
    },
    take(batch) {
      const partition = partitions.get(batch.partition);
      if (partition === undefined || ending !== undefined) return false;
      partition.take(batch.messages, Number(batch.lastOffset()) + 1);
      return true;
    },
    full: () => [...partitions.values()].filter(({ size }) => size >= WINDOW).map(({ number }) => number),
    uncommitted: () =>
      [...partitions.values()].flatMap(({ number, position }) =>
        position === undefined || committed.get(number) === String(position) ? [] : [{ partition: number, offset: String(position) }],
      ),
    committed(offsets) {
      for (const { partition, offset } of offsets) if (partitions.has(partition)) committed.set(partition, offset);
    },
    async stop() {
      await Promise.all([ending, stopAll()]);
    },
  };
}
