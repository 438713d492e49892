import type { Sql } from '@micromart/database';
import { type Publisher, publishers, topicOf } from '@micromart/events';
import { SetupError } from '@micromart/local';
import { type Bus, type BusKind, lastBusOf, refill } from '@micromart/messaging';
import { createLogger, processEnvironment } from '@micromart/service';
import { Redis } from 'ioredis';
import pg from 'pg';
import { askingDatabaseOf } from '../running/asking-databases.ts';
import { shownSteps } from '../running/steps.ts';
import { type Stores, withStores } from '../running/stores.ts';
import { busOf } from '../serving/parts.ts';
import { readHostSettings } from '../settings.ts';

const USAGE = `usage: npm run refill [-- <topic> …]
topics: ${publishers.map(topicOf).join(', ')}`;

/**
 * `npm run refill`: publishes again what the outboxes still keep, for a bus that lost its memory. Who had heard it knows it by its id.
 * (A relay that runs does so by itself when it sees that a topic is another one than before.)
 */
export async function run(topics: readonly string[]): Promise<void> {
  const wanted = publishers.filter(publisher => topics.length === 0 || topics.includes(topicOf(publisher)));
  if (topics.some(topic => !wanted.some(publisher => topicOf(publisher) === topic))) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const settings = readHostSettings(processEnvironment);
  const logger = createLogger({ level: 'warn', name: 'refill' });
  await withStores(settings, shownSteps(console.error), async stores => {
    const redis = new Redis(stores.redisUrl, { lazyConnect: true });
    const bus = busOf(redis, stores.brokers, 'micromart-refill', logger);
    const kind: BusKind = stores.brokers === undefined ? 'Redis Streams' : 'Kafka';
    try {
      for (const publisher of wanted) {
        const events = await publishAgain(stores, { bus, kind }, publisher);
        console.log(`${topicOf(publisher)}: ${events} events published again, to ${kind}`);
      }
    } finally {
      await bus.close();
      redis.disconnect();
    }
  });
}

/** @throws SetupError when it is another kind of bus that the shop goes by. */
async function publishAgain(stores: Stores, { bus, kind }: { readonly bus: Bus; readonly kind: BusKind }, publisher: Publisher): Promise<number> {
  const client = new pg.Client({ connectionString: stores.databaseUrl(publisher) });
  await askingDatabaseOf(publisher, () => client.connect());
  try {
    const sql: Sql = {
      query: ({ name, text, values }) => client.query({ ...(name === undefined ? {} : { name }), text, values: values as unknown[] }),
    };
    const topic = topicOf(publisher);
    const last = await lastBusOf(sql, topic);
    if (last !== undefined && last !== kind) {
      throw new SetupError(`${topic} went to ${last} last, and this would fill ${kind}: give KAFKA_BROKERS as the shop's processes have it.`);
    }
    return await refill(sql, bus, topic);
  } finally {
    await client.end();
  }
}
