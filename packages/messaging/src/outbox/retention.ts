import type { Sql } from '@micromart/database';

const BATCH = 1_000;

/** Deletes what was published more than a week ago and what the inbox noted more than 30 days ago, a batch at a time. */
export async function forgetOld(sql: Sql): Promise<void> {
  while ((await forgetPublished(sql)) === BATCH);
  while ((await forgetHandled(sql)) === BATCH);
}

/** Looks at the oldest rows by id only, so that nothing is read when none is old enough. */
async function forgetPublished(sql: Sql): Promise<number> {
  const { rowCount } = await sql.query({
    name: 'outbox_forget',
    text: `DELETE FROM messaging.outbox WHERE id IN (
             SELECT id FROM (SELECT id, published_at FROM messaging.outbox ORDER BY id LIMIT $1) AS oldest WHERE published_at < now() - interval '7 days')`,
    values: [BATCH],
  });
  return rowCount ?? 0;
}

async function forgetHandled(sql: Sql): Promise<number> {
  const { rowCount } = await sql.query({
    name: 'inbox_forget',
    text: `DELETE FROM messaging.inbox WHERE event_id IN (
             SELECT event_id FROM messaging.inbox WHERE handled_at < now() - interval '30 days' LIMIT $1)`,
    values: [BATCH],
  });
  return rowCount ?? 0;
}
