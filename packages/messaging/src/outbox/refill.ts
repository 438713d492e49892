import type { Sql } from '@micromart/database';
import type { Bus } from '../bus.ts';
import { readPublished } from './outbox.ts';

const BATCH = 500;

/** Publishes again, in order, every event of a topic that the outbox still keeps; inboxes skip what is known. Resolves with their number. */
export async function refill(sql: Sql, bus: Bus, topic: string): Promise<number> {
  let above = '0';
  for (let events = 0; ; ) {
    const rows = await readPublished(sql, topic, above, BATCH);
    const last = rows.at(-1);
    if (last === undefined) return events;
    await bus.publish(
      topic,
      rows.map(({ event }) => event),
    );
    events += rows.length;
    above = last.id;
  }
}

/** Fills a bus again that lost its memory of a topic since it was last looked at. Resolves with the number of events; 0 when it had not. */
export async function refillIfForgotten(sql: Sql, bus: Bus, topic: string): Promise<number> {
  const memory = await bus.memory(topic);
  const { rows } = await sql.query<{ memory: string }>({
    name: 'bus_memory_read',
    text: 'SELECT memory FROM messaging.bus_memory WHERE topic = $1',
    values: [topic],
  });
  const known = rows[0]?.memory;
  if (known === memory) return 0;
  // A topic that was never looked at is filled too: the database may be older than the bus.
  const events = await refill(sql, bus, topic);
  await sql.query({
    name: 'bus_memory_write',
    text: 'INSERT INTO messaging.bus_memory (topic, memory) VALUES ($1, $2) ON CONFLICT (topic) DO UPDATE SET memory = excluded.memory',
    values: [topic, memory],
  });
  return events;
}
