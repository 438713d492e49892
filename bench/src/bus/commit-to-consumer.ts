import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { applyMigrations, createDatabaseIfMissing, databaseUrl } from '@micromart/database';
import { type SpokenTo, startOwnProgram } from '../ask-program.ts';
import { percentile } from '../percentiles.ts';
import type { Figure } from '../report.ts';
import type { SplitShop } from '../shops/split.ts';
import type { MessengerOptions, Moment } from './messenger.ts';

/** Milliseconds at p50. */
const TARGET = 10;
/** The first ones join groups, make connections, prepare statements, and are what the compilers of Node and of the broker learn from. */
const WARM_UPS = 300;
/** Between two events at most (milliseconds), so that they do not fall into step with anything that is done at intervals. */
const PAUSE = 40;

const migrations = fileURLToPath(new URL('../../../prisma/messaging', import.meta.url));

/** From a commit in one process to the beginning of the listener in another, through outbox, relay, Kafka and inbox; one event after the other. */
export async function commitToConsumer({ servers }: SplitShop, times: number): Promise<readonly Figure[]> {
  const messengers: SpokenTo<Moment>[] = [];
  const start = async (name: MessengerOptions['name']): Promise<SpokenTo<Moment>> => {
    const url = databaseUrl(servers.serverUrl, `bench_${name}`);
    await createDatabaseIfMissing(url);
    await applyMigrations(migrations, url, { schema: 'messaging' });
    const messenger = await startOwnProgram<Moment>('./bus/messenger.js');
    messengers.push(messenger);
    await messenger.ask({ name, databaseUrl: url, redisUrl: servers.redisUrl, brokers: servers.brokers } satisfies MessengerOptions);
    return messenger;
  };
  try {
    const receiver = await start('users');
    const sender = await start('orders');
    const took: number[] = [];
    for (let time = -WARM_UPS; time < times; time += 1) {
      const [heard, committed] = await Promise.all([receiver.next(), sender.ask({})]);
      if (time >= 0) took.push(heard.at - committed.at);
      await sleep(Math.random() * PAUSE);
    }
    return [
      {
        what: 'commit to listener, through Kafka',
        measured: percentile(took, 0.5),
        unit: 'ms p50',
        target: TARGET,
        note: `p99 ${percentile(took, 0.99).toFixed(1)} ms of ${times} events`,
      },
    ];
  } finally {
    await Promise.all(messengers.map(messenger => messenger.stop()));
  }
}
