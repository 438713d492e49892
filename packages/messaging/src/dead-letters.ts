import type { Sql } from '@micromart/database';
import type { Envelope } from '@micromart/events';
import { briefly } from './faults.ts';

/** An event or a task that was put aside after it had failed by a fault of its own. */
export interface DeadLetter {
  readonly id: string;
  readonly what: 'event' | 'task';
  /** The event's type or the task's kind. */
  readonly name: string;
  /** The event's subject or the task's key. */
  readonly subject: string;
  /** The event's or the task's id. */
  readonly origin: string;
  readonly reason: string;
  readonly error: string;
  readonly tries: number;
  readonly parkedAt: Date;
}

/** The error's name (`InvalidEvent`, `TypeError`, …) is the reason people look for first. */
const reasonOf = (fault: unknown): string => (fault instanceof Error ? fault.name : 'Error');

const PARK = `INSERT INTO messaging.dead_letter (what, name, subject, origin, body, reason, error, tries) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (what, origin) DO UPDATE
  SET reason = excluded.reason, error = excluded.error, tries = dead_letter.tries + excluded.tries, parked_at = now()`;

export async function parkEvent(sql: Sql, event: Envelope, fault: unknown, tries: number): Promise<void> {
  const values = ['event', event.type, event.subject, event.id, JSON.stringify(event), reasonOf(fault), briefly(fault), tries];
  await sql.query({ name: 'dead_letter_park', text: PARK, values });
}

export interface ParkedTask {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly payload: unknown;
}

export async function parkTask(sql: Sql, task: ParkedTask, fault: unknown, tries: number): Promise<void> {
  const { id, kind, key, payload } = task;
  const values = ['task', kind, key, id, JSON.stringify({ payload }), reasonOf(fault), briefly(fault), tries];
  await sql.query({ name: 'dead_letter_park', text: PARK, values });
}

/** What is parked in one subgraph's database, the oldest first, at most 1,000. */
export async function listDeadLetters(sql: Sql): Promise<readonly DeadLetter[]> {
  const { rows } = await sql.query<DeadLetter>({
    name: 'dead_letter_list',
    text: `SELECT id::text, what, name, subject, origin, reason, error, tries, parked_at AS "parkedAt" FROM messaging.dead_letter ORDER BY id LIMIT 1000`,
    values: [],
  });
  return rows;
}

export async function countDeadLetters(sql: Sql): Promise<number> {
  const text = 'SELECT count(*)::int AS letters FROM messaging.dead_letter';
  const { rows } = await sql.query<{ letters: number }>({ name: 'dead_letter_count', text, values: [] });
  return rows[0]?.letters ?? 0;
}

export const REDRIVE = 'messaging.redrive';

/**
 * Has dead letters tried again (all of them when `ids` is left out): events with the id they had, by this one consumer. The running
 * subgraph does it within seconds; what fails again stays parked. Resolves with the ids of those that there are.
 */
export async function redriveDeadLetters(sql: Sql, ids?: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql.query<{ key: string }>({
    name: 'dead_letter_redrive',
    text: `INSERT INTO messaging.task (id, kind, key)
           SELECT 'redrive-' || id, '${REDRIVE}', id::text FROM messaging.dead_letter WHERE $1::bigint[] IS NULL OR id = ANY ($1::bigint[])
           ON CONFLICT (kind, key) DO UPDATE SET due_at = now(), revision = task.revision + 1
           RETURNING key`,
    values: [ids ?? null],
  });
  return rows.map(({ key }) => key);
}

export interface DeadLetterBody {
  readonly what: 'event' | 'task';
  readonly body: unknown;
}

export async function readDeadLetter(sql: Sql, id: string): Promise<DeadLetterBody | undefined> {
  const text = 'SELECT what, body FROM messaging.dead_letter WHERE id = $1';
  const { rows } = await sql.query<DeadLetterBody & Record<string, unknown>>({ name: 'dead_letter_read', text, values: [id] });
  return rows[0];
}

/** Takes a letter out; false when somebody else did so before. */
export async function takeDeadLetter(sql: Sql, id: string): Promise<boolean> {
  const { rowCount } = await sql.query({ name: 'dead_letter_take', text: 'DELETE FROM messaging.dead_letter WHERE id = $1', values: [id] });
  return rowCount === 1;
}

/** Plans a parked task again, unless one of its kind and key is planned already. */
export async function replanTask(sql: Sql, id: string): Promise<void> {
  await sql.query({
    name: 'dead_letter_replan',
    text: `WITH letter AS (DELETE FROM messaging.dead_letter WHERE id = $1 RETURNING origin, name, subject, body)
           INSERT INTO messaging.task (id, kind, key, payload) SELECT origin, name, subject, (body -> 'payload')::jsonb FROM letter
           ON CONFLICT DO NOTHING`,
    values: [id],
  });
}
