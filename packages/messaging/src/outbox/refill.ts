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

/** What names the memory of a bus: a UUID in Redis, the topic's id in Kafka (KIP-516), which is 22 characters of base64url. */
const KINDS = { 'Redis Streams': /^[0-9a-f-]{36}$/, Kafka: /^[\w-]{22}$/ } as const;
export type BusKind = keyof typeof KINDS;

/** The kind of bus that the relay of this database handed a topic's events to last; undefined when it never did. */
export async function lastBusOf(sql: Sql, topic: string): Promise<BusKind | undefined> {
  const memory = await knownMemory(sql, topic);
  return memory === undefined ? undefined : (Object.keys(KINDS) as BusKind[]).find(kind => KINDS[kind].test(memory));
}

async function knownMemory(sql: Sql, topic: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ memory: string }>({
    name: 'bus_memory_read',
    text: 'SELECT memory FROM messaging.bus_memory WHERE topic = $1',
    values: [topic],
  });
  return rows[0]?.memory;
}

/** Fills a bus again that lost its memory of a topic since it was last looked at. Resolves with the number of events; 0 when it had not. */
export async function refillIfForgotten(sql: Sql, bus: Bus, topic: string): Promise<number> {
  const memory = await bus.memory(topic);
  if ((await knownMemory(sql, topic)) === memory) return 0;
  // A topic that was never looked at is filled too: the database may be older than the bus.
  const events = await refill(sql, bus, topic);
  await sql.query({
    name: 'bus_memory_write',
    text: 'INSERT INTO messaging.bus_memory (topic, memory) VALUES ($1, $2) ON CONFLICT (topic) DO UPDATE SET memory = excluded.memory',
    values: [topic, memory],
  });
  return events;
}
