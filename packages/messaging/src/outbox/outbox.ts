import type { Sql } from '@micromart/database';
import type { Envelope } from '@micromart/events';

/** An event on its way to the bus. */
export interface OutboxRow {
  readonly id: string;
  readonly topic: string;
  readonly event: Envelope;
}

/** Writes events in the order given, in one statement. */
export async function insertEvents(sql: Sql, events: readonly { readonly topic: string; readonly event: Envelope }[]): Promise<void> {
  await sql.query({
    name: 'outbox_insert',
    text: `INSERT INTO messaging.outbox (topic, event)
           SELECT topic, event::json FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS new (topic, event, place) ORDER BY place`,
    values: [events.map(({ topic }) => topic), events.map(({ event }) => JSON.stringify(event))],
  });
}

/**
 * Notes that some rows were published, and gives the next ones that were not, by id: one round trip for both. A row counts as published when it holds the
 * very event: a stand-by that took over may give the ids of rows that it never had to others.
 */
export async function noteAndRead(sql: Sql, published: readonly OutboxRow[], limit: number): Promise<readonly OutboxRow[]> {
  if (published.length === 0) {
    const { rows } = await sql.query<OutboxRow>({
      name: 'outbox_read',
      text: 'SELECT id, topic, event FROM messaging.outbox WHERE published_at IS NULL ORDER BY id LIMIT $1',
      values: [limit],
    });
    return rows;
  }
  const { rows } = await sql.query<OutboxRow>({
    name: 'outbox_note_and_read',
    text: `WITH noted AS (UPDATE messaging.outbox SET published_at = now() WHERE id = ANY ($1::bigint[]) AND event->>'id' = ANY ($2::text[]))
           SELECT id, topic, event FROM messaging.outbox
           WHERE published_at IS NULL AND NOT (id = ANY ($1::bigint[]) AND event->>'id' = ANY ($2::text[])) ORDER BY id LIMIT $3`,
    values: [published.map(({ id }) => id), published.map(({ event }) => event.id), limit],
  });
  return rows;
}

/** Rows of a topic that were published and are still kept, above an id. */
export async function readPublished(sql: Sql, topic: string, above: string, limit: number): Promise<readonly OutboxRow[]> {
  const { rows } = await sql.query<OutboxRow>({
    name: 'outbox_read_published',
    text: 'SELECT id, topic, event FROM messaging.outbox WHERE id > $1 AND topic = $2 AND published_at IS NOT NULL ORDER BY id LIMIT $3',
    values: [above, topic, limit],
  });
  return rows;
}

/** Events that wait for the bus, and for how many seconds the oldest does. */
export async function outboxLag(sql: Sql): Promise<{ readonly events: number; readonly seconds: number }> {
  const { rows } = await sql.query<{ events: number; seconds: number }>({
    name: 'outbox_lag',
    text: `SELECT count(*)::int AS events, coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 AS seconds
           FROM messaging.outbox WHERE published_at IS NULL`,
  });
  return rows[0] ?? { events: 0, seconds: 0 };
}
