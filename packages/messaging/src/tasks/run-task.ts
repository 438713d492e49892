import { type Database, isTooSlow } from '@micromart/database';
import type { Logger } from 'pino';
import { withCause } from '../cause.ts';
import { parkTask } from '../dead-letters.ts';
import { backoff, briefly, isWorldFault, SLOW_AT_MOST } from '../faults.ts';
import type { MessagingTransaction, Task, TaskLease } from '../messaging.ts';
import { endTask, LeaseLost, returnTask } from './lease.ts';
import type { LeasedTask } from './task-table.ts';

export type TaskWork<Prisma> = (task: Task, lease: TaskLease<Prisma>) => Promise<void>;
export type TaskResult = 'done' | 'retried' | 'parked' | 'postponed' | 'lost';

export interface RunOptions<Prisma> {
  readonly database: Database<Prisma>;
  /** Plays `work` in a transaction that collects events and tasks. */
  readonly transaction: <Result>(work: (tx: MessagingTransaction<Prisma>) => Promise<Result>) => Promise<Result>;
  readonly logger: Logger;
  readonly random: () => number;
}

/** A task that failed so often by its own fault is put aside. */
const FAULTS = 10;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
/** When the world is back, what waited for it goes on within this time (milliseconds). */
const LONGEST_WAIT_FOR_WORLD = 5_000;

/** Runs one leased task to an end: done, planned again, or parked. Never rejects: what cannot be written is seen when the lease ends. */
export async function runTask<Prisma>(task: LeasedTask, work: TaskWork<Prisma>, options: RunOptions<Prisma>): Promise<TaskResult> {
  const { database, transaction, random } = options;
  const logger = options.logger.child({ task: task.id, kind: task.kind, key: task.key });
  const cause = {
    correlationId: task.correlationId ?? undefined,
    causationId: task.causationId ?? undefined,
    traceparent: task.traceparent ?? undefined,
  };
  let result: TaskResult | undefined;
  const lease: TaskLease<Prisma> = {
    async complete(write) {
      await transaction(async tx => {
        // First of what is written before COMMIT, so that the same kind and key can be planned anew in here; last of what is locked.
        tx.beforeCommit(() => endTask(tx, task));
        await write(tx);
      });
      result = 'done';
    },
    async postpone(inSeconds) {
      await returnTask(database, task, { inSeconds, tried: false, faulty: false, error: null });
      result = 'postponed';
    },
  };

  async function fail(error: unknown): Promise<TaskResult> {
    const faulty = !isWorldFault(error) || (isTooSlow(error) && task.tries > SLOW_AT_MOST);
    logger.warn({ error: briefly(error), tries: task.tries }, 'a task failed');
    if (faulty && task.faults + 1 >= FAULTS) {
      await transaction(async tx => {
        tx.beforeCommit(() => endTask(tx, task));
        await parkTask(tx, task, error, task.tries);
      });
      return 'parked';
    }
    const inSeconds = backoff(task.tries, FIRST_WAIT, faulty ? LONGEST_WAIT : LONGEST_WAIT_FOR_WORLD, random) / 1_000;
    await returnTask(database, task, { inSeconds, tried: true, faulty, error: briefly(error) });
    return 'retried';
  }

  try {
    await withCause(cause, () => work({ id: task.id, kind: task.kind, key: task.key, payload: task.payload, tries: task.tries }, lease));
    if (result === undefined) await endTask(database, task);
    return result ?? 'done';
  } catch (error) {
    if (result !== undefined) logger.error({ error: briefly(error) }, 'a task failed after it had ended');
    if (result !== undefined) return result;
    if (error instanceof LeaseLost) return 'lost';
    return fail(error).catch((unwritten: unknown) => {
      logger.warn({ error: briefly(unwritten) }, 'a failed task waits for its lease to end');
      return 'lost';
    });
  }
}
