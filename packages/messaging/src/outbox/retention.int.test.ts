import { expect, test } from '@jest/globals';
import { testDatabase } from '@micromart/local/testing';
import pg from 'pg';
import { forgetOld } from './retention.ts';

test('published events are kept for a week and the inbox for 30 days; what waits for the bus is kept for as long as it waits', async () => {
  const { url, drop } = await testDatabase('messaging');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`INSERT INTO messaging.outbox (topic, event, published_at)
    SELECT CASE WHEN n <= 2500 THEN 'old' ELSE 'young' END, '{}', now() - CASE WHEN n <= 2500 THEN interval '8 days' ELSE interval '6 days' END
    FROM generate_series(1, 3000) n`);
  await client.query(`INSERT INTO messaging.outbox (topic, event, created_at) VALUES ('waiting', '{}', now() - interval '20 days')`);
  await client.query(
    `INSERT INTO messaging.inbox (event_id, handled_at) SELECT 'old' || n, now() - interval '31 days' FROM generate_series(1, 1500) n`,
  );
  await client.query(`INSERT INTO messaging.inbox (event_id, handled_at) VALUES ('young', now() - interval '29 days')`);
  await forgetOld({ query: ({ text, values }) => client.query({ text, values: values as unknown[] }) });
  const outbox = await client.query('SELECT topic, count(*)::int FROM messaging.outbox GROUP BY topic ORDER BY topic');
  const inbox = await client.query('SELECT event_id FROM messaging.inbox');
  await client.end();
  await drop();
  expect(outbox.rows).toEqual([
    { topic: 'waiting', count: 1 },
    { topic: 'young', count: 500 },
  ]);
  expect(inbox.rows).toEqual([{ event_id: 'young' }]);
});
