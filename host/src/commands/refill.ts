import { publishers, topicOf } from '@micromart/events';
import { type Bus, refill } from '@micromart/messaging';
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
    const bus = busOf(redis, settings.KAFKA_BROKERS, 'micromart-refill', logger);
    try {
      for (const publisher of wanted) console.log(`${topicOf(publisher)}: ${await publishAgain(stores, bus, publisher)} events published again`);
    } finally {
      await bus.close();
      redis.disconnect();
    }
  });
}

async function publishAgain(stores: Stores, bus: Bus, publisher: (typeof publishers)[number]): Promise<number> {
  const client = new pg.Client({ connectionString: stores.databaseUrl(publisher) });
  await askingDatabaseOf(publisher, () => client.connect());
  try {
    return await refill(
      { query: ({ name, text, values }) => client.query({ ...(name === undefined ? {} : { name }), text, values: values as unknown[] }) },
      bus,
      topicOf(publisher),
    );
  } finally {
    await client.end();
  }
}
