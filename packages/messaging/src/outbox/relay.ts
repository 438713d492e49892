import type { Logger } from 'pino';
import type { Bus } from '../bus.ts';
import { backoff, briefly } from '../faults.ts';
import { createBell } from '../waiting.ts';
import { noteAndRead, type OutboxRow } from './outbox.ts';
import { refillIfForgotten } from './refill.ts';
import { connectRelay, type RelayConnection } from './relay-connection.ts';
import { forgetOld } from './retention.ts';

export interface RelayOptions {
  readonly databaseUrl: string;
  readonly bus: Bus;
  /** What this database publishes. */
  readonly topics: readonly string[];
  readonly logger: Logger;
  readonly random: () => number;
}

/** Hands committed events to the bus, in order. One replica of a database does it, under a lock; the others stand by. */
export interface Relay {
  /** Events were committed. */
  kick(): void;
  start(): void;
  stop(): Promise<void>;
}

const BATCH = 500;
/** Milliseconds: how often rows are looked for unasked, a lock is tried, the bus is asked what it remembers, old rows are deleted. */
const NET = 1_000;
const MEMORY_NET = 1_000;
const RETENTION_NET = 600_000;

export function createRelay(options: RelayOptions): Relay {
  const { bus, logger, random } = options;
  const bell = createBell();
  let stopping = false;
  let leading = false;
  let toNotify = false;
  let running: Promise<void> | undefined;
  let memoryChecked = -Infinity;
  let forgotten = -Infinity;
  let failures = 0;
  /** Not noted yet. Kept from one connection to the next: what cannot be noted would be published again and again. */
  let published: readonly OutboxRow[] = [];

  async function standBy(connection: RelayConnection): Promise<void> {
    for (let tried = -Infinity; !stopping; ) {
      if (toNotify) {
        toNotify = false;
        await connection.notify();
      }
      if (performance.now() - tried >= NET) {
        tried = performance.now();
        if (await connection.tryLock()) return;
      }
      await bell.wait(NET);
    }
  }

  async function lookAfter(connection: RelayConnection): Promise<void> {
    if (performance.now() - memoryChecked >= MEMORY_NET) {
      for (const topic of options.topics) {
        const events = await refillIfForgotten(connection, bus, topic);
        if (events > 0) logger.warn({ topic, events }, 'the bus had lost its memory of a topic and was filled again');
      }
      memoryChecked = performance.now();
    }
    if (performance.now() - forgotten >= RETENTION_NET) {
      forgotten = performance.now();
      await forgetOld(connection);
    }
  }

  async function lead(connection: RelayConnection): Promise<void> {
    await connection.listen(bell.ring);
    while (!connection.broken) {
      try {
        const rows = await noteAndRead(connection, published, BATCH);
        published = [];
        // only what is noted is handed again to a bus that has lost its memory since
        if (!stopping) await lookAfter(connection);
        if (rows.length > 0) await publishInOrder(bus, rows);
        else if (stopping) return;
        else await bell.wait(NET);
        published = rows;
        failures = 0;
      } catch (error) {
        if (connection.broken) throw error;
        if (stopping) return;
        failures += 1;
        memoryChecked = -Infinity;
        logger.warn({ error: briefly(error), failures }, 'events wait in the outbox');
        await bell.wait(backoff(failures, 100, 2_000, random));
      }
    }
  }

  async function run(): Promise<void> {
    while (!stopping) {
      let connection: RelayConnection | undefined;
      try {
        connection = await connectRelay(options.databaseUrl, bell.ring);
        await standBy(connection);
        leading = !stopping;
        if (leading) await lead(connection);
      } catch (error) {
        failures += 1;
        logger.warn({ error: briefly(error) }, 'the outbox relay lost its connection');
      } finally {
        leading = false;
        await connection?.close().catch((error: unknown) => logger.debug({ error: briefly(error) }, 'the connection was gone already'));
      }
      if (!stopping) await bell.wait(backoff(Math.max(failures, 1), 100, 2_000, random));
    }
  }

  return {
    kick() {
      if (!leading) toNotify = true;
      bell.ring();
    },
    start() {
      running ??= run();
    },
    async stop() {
      stopping = true;
      bell.ring();
      await running;
    },
  };
}

/** One call to the bus for each run of rows of one topic. */
async function publishInOrder(bus: Bus, rows: readonly OutboxRow[]): Promise<void> {
  for (let from = 0; from < rows.length; ) {
    const topic = rows[from]?.topic ?? '';
    let to = from + 1;
    while (rows[to]?.topic === topic) to += 1;
    await bus.publish(
      topic,
      rows.slice(from, to).map(({ event }) => event),
    );
    from = to;
  }
}
