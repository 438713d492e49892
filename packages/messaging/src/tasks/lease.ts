import type { Sql } from '@micromart/database';
import type { LeasedTask } from './task-table.ts';

/** A run went on for longer than its lease, or its task was taken back: what it would have written is not. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/**
 * Ends a task on behalf of the run that has its lease. Planned anew meanwhile, it stays, free to be leased again. Throws `LeaseLost` when
 * the lease is not the run's any more.
 */
export async function endTask(sql: Sql, task: LeasedTask): Promise<void> {
  const ended = await sql.query({
    name: 'task_end',
    text: 'DELETE FROM messaging.task WHERE id = $1 AND lease = $2 AND revision = $3',
    values: [task.id, task.lease, task.revision],
  });
  if (ended.rowCount === 1) return;
  const freed = await sql.query({
    name: 'task_free',
    text: 'UPDATE messaging.task SET lease = NULL, leased_until = NULL, tries = 0 WHERE id = $1 AND lease = $2',
    values: [task.id, task.lease],
  });
  if (freed.rowCount !== 1) throw new LeaseLost(`task ${task.kind} of ${task.key}`);
}

export interface Return {
  readonly inSeconds: number;
  /** Whether the run counts as a try. */
  readonly tried: boolean;
  /** Whether it failed by a fault of its own. */
  readonly faulty: boolean;
  readonly error: string | null;
}

/** Gives a task back, due again later; one that was planned anew meanwhile keeps its new time. */
export async function returnTask(sql: Sql, task: LeasedTask, back: Return): Promise<void> {
  await sql.query({
    name: 'task_return',
    text: `UPDATE messaging.task SET lease = NULL, leased_until = NULL,
             due_at = CASE WHEN revision = $3 THEN now() + make_interval(secs => $4) ELSE due_at END,
             tries = CASE WHEN revision = $3 THEN tries - $5 ELSE 0 END,
             faults = CASE WHEN revision = $3 THEN faults + $6 ELSE 0 END,
             last_error = CASE WHEN revision = $3 THEN $7 END
           WHERE id = $1 AND lease = $2`,
    values: [task.id, task.lease, task.revision, back.inSeconds, back.tried ? 0 : 1, back.faulty ? 1 : 0, back.error],
  });
}

/** Keeps the leases of runs that are still under way. A row that is locked is being ended at this moment. */
export async function renewLeases(sql: Sql, tasks: readonly LeasedTask[], seconds: number): Promise<void> {
  await sql.query({
    name: 'task_renew',
    text: `UPDATE messaging.task SET leased_until = now() + make_interval(secs => $3)
           WHERE id IN (SELECT task.id FROM messaging.task JOIN unnest($1::text[], $2::text[]) AS mine (id, lease) USING (id, lease)
                        FOR UPDATE OF task SKIP LOCKED)`,
    values: [tasks.map(({ id }) => id), tasks.map(({ lease }) => lease), seconds],
  });
}
