import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Redis } from 'ioredis';
import { briefly } from '../faults.ts';
import { createBell } from '../waiting.ts';
import { streamOf } from './keys.ts';
import { claimPartitions, type Membership, releasePartitions } from './leases.ts';
import type { Partition } from './partition.ts';

export interface OwnershipOptions {
  readonly redis: Redis;
  readonly group: string;
  readonly topics: readonly string[];
  readonly logger: Logger;
  readonly open: (topic: string, stream: string) => Partition;
  /** Resolves when no read that includes a partition marked as `releasing` is under way. */
  readonly readElsewhere: () => Promise<void>;
  /** Resolves when Redis knows what was consumed. */
  readonly acknowledged: () => Promise<void>;
}

/** The partitions that this process leases of its group's topics; they change as consumers come and go. */
export interface Ownership {
  readonly partitions: ReadonlyMap<string, Partition>;
  /** Milliseconds for which the leases are still good. */
  goodFor(): number;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Milliseconds: a consumer that was killed keeps its partitions from others for so long. */
const LEASE = 5_000;
const RENEW = 1_000;

export function holdPartitions(options: OwnershipOptions): Ownership {
  const { redis, group, topics, logger } = options;
  const membership: Membership = { redis, group, topics, consumer: randomUUID() };
  const partitions = new Map<string, Partition>();
  const numbers = new Map<string, number>();
  const givingBack = new Set<Promise<void>>();
  const bell = createBell();
  let goodUntil = 0;
  let stopping = false;
  let running: Promise<void> | undefined;

  function drop(stream: string, partition: Partition): void {
    partitions.delete(stream);
    void partition.stop();
  }

  async function giveBack(partition: Partition): Promise<void> {
    partition.releasing = true;
    await options.readElsewhere();
    await partition.stop();
    await options.acknowledged();
    try {
      await releasePartitions(membership, partition.topic, [numbers.get(partition.stream) ?? 0], false);
    } finally {
      // Where Redis was not told, the lease is still ours: the next renewal finds it and begins with the partition anew, to use it or give it back.
      if (partitions.get(partition.stream) === partition) partitions.delete(partition.stream);
    }
  }

  async function renew(): Promise<void> {
    const asked = performance.now();
    const holdings = await claimPartitions(membership, LEASE);
    goodUntil = asked + LEASE;
    const held = new Set<string>();
    for (const holding of holdings) {
      for (const number of holding.partitions) {
        const stream = streamOf(holding.topic, number);
        held.add(stream);
        numbers.set(stream, number);
        if (!partitions.has(stream)) partitions.set(stream, options.open(holding.topic, stream));
      }
    }
    for (const [stream, partition] of partitions) if (!held.has(stream)) drop(stream, partition);
    for (const { topic, share } of holdings) {
      const kept = [...partitions.values()].filter(partition => partition.topic === topic && !partition.releasing);
      for (const partition of kept.slice(share)) {
        const giving: Promise<void> = giveBack(partition)
          .catch((error: unknown) => logger.warn({ error: briefly(error), stream: partition.stream }, 'a partition was not given back'))
          .finally(() => givingBack.delete(giving));
        givingBack.add(giving);
      }
    }
  }

  async function run(): Promise<void> {
    while (!stopping) {
      await bell.wait(RENEW);
      if (stopping) return;
      try {
        await renew();
      } catch (error) {
        logger.warn({ error: briefly(error), group }, 'the leases of the bus were not renewed');
        if (performance.now() > goodUntil) for (const [stream, partition] of partitions) drop(stream, partition);
      }
    }
  }

  return {
    partitions,
    goodFor: () => goodUntil - performance.now(),
    async start() {
      await renew().catch((error: unknown) => logger.warn({ error: briefly(error), group }, 'the bus is not to be reached yet'));
      running = run();
    },
    async stop() {
      stopping = true;
      bell.ring();
      await running;
      await Promise.all([...givingBack, ...[...partitions.values()].map(partition => partition.stop())]);
      await options.acknowledged();
      for (const topic of topics) {
        const mine = [...partitions.values()].filter(partition => partition.topic === topic).map(({ stream }) => numbers.get(stream) ?? 0);
        await releasePartitions(membership, topic, mine, true).catch((error: unknown) =>
          logger.warn({ error: briefly(error), group }, 'leases of the bus end by themselves'),
        );
      }
      partitions.clear();
    },
  };
}
