import { randomUUID } from 'node:crypto';
import { backoff, briefly } from '../faults.ts';
import type { MessagingMetrics } from '../metrics.ts';
import { createBell } from '../waiting.ts';
import { renewLeases } from './lease.ts';
import { runTask, type RunOptions, type TaskWork } from './run-task.ts';
import { leaseDue, type LeasedTask } from './task-table.ts';

export interface TaskRunnerOptions<Prisma> extends RunOptions<Prisma> {
  readonly name: string;
  readonly works: ReadonlyMap<string, TaskWork<Prisma>>;
  readonly metrics: MessagingMetrics;
  readonly concurrency: number;
  /** Of one run, renewed for as long as it goes on. */
  readonly leaseSeconds: number;
}

/** Works through what is due; replicas share the work. */
export interface TaskRunner {
  /** Something was planned that is due in so many milliseconds. */
  planned(inMilliseconds: number): void;
  start(): void;
  stop(): Promise<void>;
}

/** Milliseconds: how often due tasks are looked for unasked. */
const NET = 2_000;
/** And at the shortest, when what is due is locked by somebody else. */
const SOON = 5;

export function createTaskRunner<Prisma>(options: TaskRunnerOptions<Prisma>): TaskRunner {
  const { name, database, works, metrics, concurrency, leaseSeconds, logger, random } = options;
  const kinds = [...works.keys()];
  const bell = createBell();
  const underWay = new Map<LeasedTask, Promise<void>>();
  let stopping = false;
  let renewing: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;

  function begin(task: LeasedTask): void {
    const work = works.get(task.kind);
    if (work === undefined) return;
    const ended = runTask(task, work, options).then(result => {
      const wasFull = underWay.size >= concurrency;
      underWay.delete(task);
      metrics.task(name, task.kind, result);
      if (wasFull) bell.ring();
    });
    underWay.set(task, ended);
  }

  /** Leases and begins what is due; resolves with the milliseconds until it is worth looking again. */
  async function look(): Promise<number> {
    const free = concurrency - underWay.size;
    if (free <= 0) return NET;
    const { tasks, nextDueIn } = await leaseDue(database, { token: randomUUID(), seconds: leaseSeconds, kinds, limit: free });
    for (const task of tasks) begin(task);
    if (tasks.length === free) return underWay.size < concurrency ? 0 : NET;
    return Math.max(SOON, Math.min(NET, nextDueIn ?? NET));
  }

  async function run(): Promise<void> {
    for (let failures = 0; !stopping; ) {
      let wait: number;
      try {
        wait = await look();
        failures = 0;
      } catch (error) {
        failures += 1;
        logger.warn({ error: briefly(error) }, 'tasks wait for the database');
        wait = backoff(failures, 100, NET, random);
      }
      if (!stopping && wait > 0) await bell.wait(Math.ceil(wait));
    }
  }

  function renew(): void {
    if (underWay.size === 0) return;
    renewLeases(database, [...underWay.keys()], leaseSeconds).catch((error: unknown) => logger.warn({ error: briefly(error) }, 'leases not renewed'));
  }

  return {
    planned(inMilliseconds) {
      if (inMilliseconds <= 0) bell.ring();
      else if (inMilliseconds < NET) setTimeout(bell.ring, inMilliseconds).unref();
    },
    start() {
      if (kinds.length === 0 || running !== undefined) return;
      running = run();
      renewing = setInterval(renew, (leaseSeconds * 1_000) / 3);
    },
    async stop() {
      stopping = true;
      bell.ring();
      await running;
      await Promise.all(underWay.values());
      clearInterval(renewing);
    },
  };
}
