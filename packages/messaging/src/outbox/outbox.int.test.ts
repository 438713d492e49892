import { expect, test } from '@jest/globals';
import type { Sql } from '@micromart/database';
import type { Envelope } from '@micromart/events';
import { testDatabase } from '@micromart/local/testing';
import pg from 'pg';
import { insertEvents, noteAndRead } from './outbox.ts';

const eventOf = (id: string) => ({ topic: 'orders', event: { id } as Envelope });

test('an event that came to stand in the row of a published one, which a stand-by never had, is published too', async () => {
  const { url, drop } = await testDatabase('messaging');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const sql: Sql = { query: ({ text, values }) => client.query({ text, values: values as unknown[] }) };
  try {
    await insertEvents(sql, [eventOf('lost'), eventOf('kept')]);
    const published = await noteAndRead(sql, [], 10);
    await client.query(`UPDATE messaging.outbox SET event = '{"id":"another"}' WHERE event->>'id' = 'lost'`);
    const waiting = await noteAndRead(sql, published, 10);
    expect(waiting.map(({ event }) => event.id)).toEqual(['another']);
    expect(await noteAndRead(sql, waiting, 10)).toEqual([]);
  } finally {
    await client.end();
    await drop();
  }
});
