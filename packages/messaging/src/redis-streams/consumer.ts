import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { type BusConsumer, type BusSubscription, UNREADABLE } from '../bus.ts';
import { backoff, briefly } from '../faults.ts';
import { createBell, sleep } from '../waiting.ts';
import { createAcknowledgements } from './acknowledge.ts';
import { holdPartitions } from './ownership.ts';
import { createPartition } from './partition.ts';
import { makeGroups, readNew, readPending } from './read.ts';

export interface StreamConsumerOptions extends BusSubscription {
  /** For everything but blocking reads. */
  readonly redis: Redis;
  /** For blocking reads, and of this consumer alone. */
  readonly reader: Redis;
  readonly logger: Logger;
  readonly random: () => number;
}

/** Entries of one topic in this process that are not consumed yet; above it the topic is not read, and others are. */
const WINDOW = 256;
const COUNT = 32;
/** Milliseconds. Shorter while a topic is too full to be read. */
const BLOCK = 1_000;
const BLOCK_WHILE_FULL = 20;
/** A read must have ended before its lease does, whatever the network does. */
const MARGIN = 1_000;
/** What was read and went astray (by a process that lost its lease meanwhile) is found again within this time. */
const SWEEP = 20_000;

export async function consumeStreams(options: StreamConsumerOptions): Promise<BusConsumer> {
  const { redis, reader, group, topics, handle, logger } = options;
  const reading = { group, types: options.types === undefined ? undefined : new Set([...options.types, UNREADABLE]) };
  const room = createBell();
  const readsOver: (() => void)[] = [];
  let stopping = false;
  let swept = performance.now();

  const acknowledgements = createAcknowledgements(redis, group, (stream, ids) => {
    const partition = owned.partitions.get(stream);
    for (const id of ids) partition?.forget(id);
  });
  const owned = holdPartitions({
    redis,
    group,
    topics,
    logger,
    open: (topic, stream) => createPartition({ topic, stream, handle, done: acknowledgements.add, left: room.ring }),
    readElsewhere: () => new Promise(resolve => readsOver.push(resolve)),
    acknowledged: () => (stopping ? acknowledgements.end() : acknowledgements.flush()),
  });

  /** Reads what was delivered before and not consumed: by an earlier owner, or in an answer that never arrived. */
  async function recover(): Promise<void> {
    const recovering = [...owned.partitions.values()].filter(partition => partition.recovering && !partition.releasing);
    if (recovering.length === 0) return;
    await makeGroups(
      redis,
      group,
      recovering.map(({ stream }) => stream),
    );
    await Promise.all(
      recovering.map(async partition => {
        for await (const { entries } of readPending(redis, partition.stream, reading)) for (const entry of entries) partition.take(entry);
        partition.recovering = false;
      }),
    );
  }

  function fullTopics(): ReadonlySet<string> {
    const sizes = new Map<string, number>();
    for (const { topic, size } of owned.partitions.values()) sizes.set(topic, (sizes.get(topic) ?? 0) + size);
    return new Set([...sizes].filter(([, size]) => size >= WINDOW).map(([topic]) => topic));
  }

  function sweep(): void {
    if (performance.now() - swept < SWEEP) return;
    swept = performance.now();
    for (const partition of owned.partitions.values()) partition.recovering = true;
  }

  async function read(): Promise<void> {
    sweep();
    await recover();
    const full = fullTopics();
    const ready = [...owned.partitions.values()].filter(partition => !partition.recovering && !partition.releasing);
    const streams = ready.filter(({ topic }) => !full.has(topic)).map(({ stream }) => stream);
    if (streams.length === 0 || owned.goodFor() < BLOCK + MARGIN) return room.wait(100);
    const block = full.size > 0 ? BLOCK_WHILE_FULL : BLOCK;
    for (const { stream, entries } of await readNew(reader, streams, { ...reading, count: COUNT, block })) {
      const partition = owned.partitions.get(stream);
      // Given back or lost meanwhile: the entries are pending, and the next owner reads them first.
      if (partition === undefined || partition.releasing) continue;
      for (const entry of entries) partition.take(entry);
    }
  }

  async function run(): Promise<void> {
    for (let failures = 0; !stopping; ) {
      try {
        await read();
        failures = 0;
      } catch (error) {
        failures += 1;
        for (const partition of owned.partitions.values()) partition.recovering = true;
        if (!stopping) logger.warn({ error: briefly(error), group }, 'the bus does not answer a consumer');
        if (!stopping) await sleep(backoff(failures, 50, 1_000, options.random));
      }
      for (const resolve of readsOver.splice(0)) resolve();
    }
  }

  await owned.start();
  const running = run();
  return {
    async stop() {
      if (stopping) return;
      stopping = true;
      room.ring();
      reader.disconnect();
      await running;
      for (const resolve of readsOver.splice(0)) resolve();
      await owned.stop();
    },
  };
}
