import type { Sql } from '@micromart/database';

/** Notes an event as handled; false when it was noted before. A twin that is being handled at this moment is waited for. */
export async function noteInInbox(sql: Sql, eventId: string): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'inbox_note',
    text: 'INSERT INTO messaging.inbox (event_id) VALUES ($1) ON CONFLICT DO NOTHING',
    values: [eventId],
  });
  return rowCount === 1;
}
