import type { Database } from '@micromart/database';
import { topicOf, type Envelope, type EventType, type Publisher } from '@micromart/events';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import type { Bus } from './bus.ts';
import { collecting } from './collecting-transaction.ts';
import { createConsumer } from './consumer/consumer.ts';
import { inboxNote } from './consumer/inbox.ts';
import { countDeadLetters, parkEvent, REDRIVE } from './dead-letters.ts';
import type { Listener, Listeners, Messaging, MessagingTransaction, TaskHandler } from './messaging.ts';
import { messagingMetrics } from './metrics.ts';
import { outboxLag } from './outbox/outbox.ts';
import { createRelay } from './outbox/relay.ts';
import { redriveWork } from './redrive.ts';
import { countTasks } from './tasks/task-table.ts';
import { createTaskRunner } from './tasks/task-runner.ts';
import type { TaskWork } from './tasks/run-task.ts';
import type { WakeUps } from './wake-ups.ts';

export interface MessagingOptions<App, Prisma> {
  /** Of the subgraph: its topic as a publisher, its group as a consumer. */
  readonly name: Publisher;
  readonly database: Database<Prisma>;
  /** Of the same database, for the relay's own connection. */
  readonly databaseUrl: string;
  readonly bus: Bus;
  readonly wakeUps: WakeUps;
  readonly listeners: Listeners<App, Prisma>;
  readonly tasks: Readonly<Record<string, TaskHandler<App, Prisma>>>;
  /** What listeners and task handlers are given; asked for when the first one runs. */
  readonly app: () => App;
  readonly clock: () => Date;
  /** Makes a task's id: `newId('tsk')`. */
  readonly newId: (prefix: string) => string;
  readonly newEventId: () => string;
  readonly logger: Logger;
  readonly registry?: Registry;
  /** Between 0 and 1, for jitter. */
  readonly random?: () => number;
  /** Tasks that run at once; 8 when left out. */
  readonly taskConcurrency?: number;
  /** How long a run that was killed keeps its task from others; 15 when left out. */
  readonly taskLeaseSeconds?: number;
}

/** One subgraph's outbox, inbox and tasks, on the tables of `prisma/messaging`. */
export function createMessaging<App, Prisma>(options: MessagingOptions<App, Prisma>): Messaging<Prisma> {
  const { name, database, bus, wakeUps, app, clock, newId, newEventId, random = Math.random } = options;
  const logger = options.logger.child({ messaging: name });
  const metrics = messagingMetrics(options.registry ?? new Registry());
  const relay = createRelay({ databaseUrl: options.databaseUrl, bus, topics: [topicOf(name)], logger, random });
  const surroundings = {
    clock,
    newEventId,
    newTaskId: () => newId('tsk'),
    eventsCommitted: relay.kick,
    tasksCommitted: (inMilliseconds: number) => runner.planned(inMilliseconds),
    wakeUpsCommitted: wakeUps.publish,
  };
  const transaction = <Result>(work: (tx: MessagingTransaction<Prisma>) => Promise<Result>, opening?: string): Promise<Result> =>
    database.transaction(tx => work(collecting(tx, surroundings)), opening);
  /** @returns whether the event was heard for the first time, and `work` done. */
  const onFirstHearing = (event: Envelope, work: (tx: MessagingTransaction<Prisma>) => Promise<void>): Promise<boolean> =>
    transaction(async tx => {
      const first = tx.opened === 1;
      if (first) await work(tx);
      return first;
    }, inboxNote(event.id));

  async function listen(tx: MessagingTransaction<Prisma>, event: Envelope): Promise<void> {
    const listener = options.listeners[event.type as EventType] as Listener<App, Prisma> | undefined;
    await listener?.(app(), tx, event as Parameters<Listener<App, Prisma>>[2]);
  }

  const consumer = createConsumer({
    name,
    bus,
    types: Object.keys(options.listeners),
    effect: event => onFirstHearing(event, tx => listen(tx, event)),
    park: async (event, fault, tries) => void (await onFirstHearing(event, tx => parkEvent(tx, event, fault, tries))),
    logger,
    metrics,
    random,
  });

  const works = new Map<string, TaskWork<Prisma>>([[REDRIVE, redriveWork({ sql: database, transaction, listen })]]);
  for (const [kind, handler] of Object.entries(options.tasks)) works.set(kind, (task, lease) => handler(app(), task, lease));
  const runner = createTaskRunner({
    name,
    database,
    transaction,
    works,
    logger,
    metrics,
    random,
    concurrency: options.taskConcurrency ?? 8,
    leaseSeconds: options.taskLeaseSeconds ?? 15,
  });
  let unobserve: (() => void) | undefined;
  let quiet: Promise<unknown> | undefined;
  async function quiesce(): Promise<void> {
    await (quiet ??= Promise.all([consumer.stop(), runner.stop()]));
  }

  return {
    database,
    transaction,
    async start() {
      unobserve ??= metrics.observe({
        subgraph: name,
        outbox: () => outboxLag(database),
        busLag: () => bus.lag(name, consumer.topics),
        tasks: () => countTasks(database),
        parked: () => countDeadLetters(database),
      });
      relay.start();
      runner.start();
      await consumer.start();
    },
    quiesce,
    async stop() {
      unobserve?.();
      await quiesce();
      // Last, so that what the others committed on their way out is still handed to the bus.
      await relay.stop();
    },
  };
}
