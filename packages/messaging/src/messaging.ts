import type { Database, Transaction } from '@micromart/database';
import type { Envelope, EventDefinition, EventType, DefinitionOf, PayloadOf } from '@micromart/events';

/** A transaction that also announces events and plans work: state, outbox and tasks are committed together or not at all. */
export interface MessagingTransaction<Prisma = unknown> extends Transaction<Prisma> {
  publish<Payload>(definition: EventDefinition<string, Payload>, event: NewEvent<Payload>): void;
  /** Plans work for `dueAt`. A task of the same kind and key that is not done yet is replaced. */
  schedule(task: NewTask): void;
  /** Takes back what is planned of a kind (or of all kinds) for a key. */
  unschedule(key: string, kind?: string): void;
  /** Wakes the subscriptions of a key on every replica, once the commit is acknowledged. */
  wake(wakeUp: WakeUp): void;
}

export interface NewEvent<Payload> {
  /** An order's or a variant's id: the key. */
  readonly subject: string;
  /** From the aggregate's counter, drawn under its lock. */
  readonly sequence: number;
  readonly data: Payload;
}

export interface NewTask {
  readonly kind: string;
  readonly key: string;
  /** JSON. */
  readonly payload?: unknown;
  /** Now when left out. On the database's clock. */
  readonly dueAt?: Date | { readonly inSeconds: number };
}

/** A planned piece of work that is due. */
export interface Task {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly payload: unknown;
  /** 1 at the first try. */
  readonly tries: number;
}

/** Tells open subscriptions that something has a new version. */
export interface WakeUp {
  /** `order`, `cart`, … */
  readonly kind: string;
  readonly id: string;
  readonly version: number;
}

/** Handles one event inside the transaction that also notes it in the inbox: it takes effect once, or not at all. */
export type Listener<App, Prisma, Type extends EventType = EventType> = (
  app: App,
  tx: MessagingTransaction<Prisma>,
  event: Envelope<PayloadOf<DefinitionOf<Type>>, Type>,
) => Promise<void>;

/** A table: event heard, use case called. */
export type Listeners<App, Prisma> = { readonly [Type in EventType]?: Listener<App, Prisma, Type> };

/**
 * Does one due piece of work, outside of any transaction. It ends by `done`, in the transaction that writes its result, or by resolving;
 * when it rejects it is tried again with backoff, without end for faults of the world.
 */
export type TaskHandler<App, Prisma> = (app: App, task: Task, lease: TaskLease<Prisma>) => Promise<void>;

export interface TaskLease<Prisma> {
  /** Writes the result: plays `work` in a transaction that also ends the task, unless the lease was lost meanwhile (then nothing is written). */
  complete(work: (tx: MessagingTransaction<Prisma>) => Promise<void>): Promise<void>;
  /** Comes back to it later, without counting a failed try. */
  postpone(inSeconds: number): Promise<void>;
}

export interface Messaging<Prisma> {
  readonly database: Database<Prisma>;
  transaction<Result>(work: (tx: MessagingTransaction<Prisma>) => Promise<Result>): Promise<Result>;
  /** Begins to relay, to listen and to work through tasks. */
  start(): Promise<void>;
  /** Takes no new event and no new task, and resolves when those under way are done. What is committed meanwhile still goes to the bus. */
  quiesce(): Promise<void>;
  /** The same, and then hands nothing more to the bus either. */
  stop(): Promise<void>;
}
