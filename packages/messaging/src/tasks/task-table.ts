import type { Sql } from '@micromart/database';
import type { TaskPlan } from './plan.ts';

/** A row that was leased to this process. */
export interface LeasedTask {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly payload: unknown;
  readonly tries: number;
  readonly faults: number;
  readonly revision: number;
  readonly lease: string;
  readonly correlationId: string | null;
  readonly causationId: string | null;
  readonly traceparent: string | null;
}

/** Writes a transaction's plan: one statement for what is taken back, one for what is planned. */
export async function writePlan(sql: Sql, plan: TaskPlan): Promise<void> {
  if (plan.takenBack.length > 0) {
    await sql.query({
      name: 'task_unschedule',
      text: `DELETE FROM messaging.task USING unnest($1::text[], $2::text[]) AS back (key, kind)
             WHERE task.key = back.key AND (back.kind IS NULL OR task.kind = back.kind)`,
      values: [plan.takenBack.map(({ key }) => key), plan.takenBack.map(({ kind }) => kind)],
    });
  }
  if (plan.planned.size === 0) return;
  // Sorted, so that two transactions never wait for each other's rows.
  const rows = [...plan.planned.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await sql.query({
    name: 'task_schedule',
    text: `INSERT INTO messaging.task (id, kind, key, payload, due_at, correlation_id, causation_id, traceparent)
           SELECT id, kind, key, payload::jsonb, coalesce(due_at::timestamptz, now() + make_interval(secs => seconds)), correlation_id, causation_id, traceparent
           FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::text[], $8::text[], $9::text[])
             WITH ORDINALITY AS new (id, kind, key, payload, due_at, seconds, correlation_id, causation_id, traceparent, place)
           ORDER BY place
           ON CONFLICT (kind, key) DO UPDATE SET payload = excluded.payload, due_at = excluded.due_at, tries = 0, faults = 0, last_error = NULL,
             revision = task.revision + 1, correlation_id = excluded.correlation_id, causation_id = excluded.causation_id,
             traceparent = excluded.traceparent`,
    values: [
      rows.map(({ id }) => id),
      rows.map(({ task }) => task.kind),
      rows.map(({ task }) => task.key),
      rows.map(({ task }) => (task.payload === undefined ? null : JSON.stringify(task.payload))),
      rows.map(({ task }) => (task.dueAt instanceof Date ? task.dueAt.toISOString() : null)),
      rows.map(({ task }) => (task.dueAt === undefined || task.dueAt instanceof Date ? 0 : task.dueAt.inSeconds)),
      rows.map(({ cause }) => cause?.correlationId ?? null),
      rows.map(({ cause }) => cause?.causationId ?? null),
      rows.map(({ cause }) => cause?.traceparent ?? null),
    ],
  });
}

/** What was leased, and what comes next. */
export interface LeasedTasks {
  readonly tasks: readonly LeasedTask[];
  /** Milliseconds until the next task that nobody has leased is due, by the database's clock; undefined when nothing else is planned. */
  readonly nextDueIn: number | undefined;
}

/** Leases what is due of some kinds to the bearer of a token; rows that others lease at this moment are passed over. */
export async function leaseDue(
  sql: Sql,
  by: { readonly token: string; readonly seconds: number; readonly kinds: readonly string[]; readonly limit: number },
): Promise<LeasedTasks> {
  const { rows } = await sql.query<(LeasedTask | { readonly id: null }) & { readonly wait: number | null }>({
    name: 'task_lease',
    text: `WITH leased AS (
             UPDATE messaging.task SET lease = $1, leased_until = now() + make_interval(secs => $2), tries = tries + 1
             WHERE id IN (SELECT id FROM messaging.task
                          WHERE due_at <= now() AND (leased_until IS NULL OR leased_until < now()) AND kind = ANY ($3::text[])
                          ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED)
             RETURNING id, kind, key, payload, tries, faults, revision, lease,
               correlation_id AS "correlationId", causation_id AS "causationId", traceparent
           )
           SELECT leased.*, (SELECT (extract(epoch FROM due_at - clock_timestamp()) * 1000)::float8 FROM messaging.task
                             WHERE leased_until IS NULL AND kind = ANY ($3::text[]) AND id NOT IN (SELECT id FROM leased)
                             ORDER BY due_at LIMIT 1) AS wait
           FROM (SELECT) AS once LEFT JOIN leased ON true`,
    values: [by.token, by.seconds, by.kinds, by.limit],
  });
  return {
    tasks: rows.filter(row => row.id !== null),
    nextDueIn: rows[0]?.wait ?? undefined,
  };
}

/** Tasks by kind: how many are due, and how many are planned for later. */
export async function countTasks(sql: Sql): Promise<readonly { readonly kind: string; readonly due: number; readonly later: number }[]> {
  const { rows } = await sql.query<{ kind: string; due: number; later: number }>({
    name: 'task_count',
    text: `SELECT kind, count(*) FILTER (WHERE due_at <= now())::int AS due, count(*) FILTER (WHERE due_at > now())::int AS later
           FROM messaging.task GROUP BY kind`,
    values: [],
  });
  return rows;
}
