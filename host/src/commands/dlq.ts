import { type DeadLetter, listDeadLetters, listRedisDeadLetters, redriveDeadLetters, redriveRedisDeadLetters } from '@micromart/messaging';
import { processEnvironment } from '@micromart/service';
import { Redis } from 'ioredis';
import pg from 'pg';
import { shownSteps } from '../running/steps.ts';
import { type Stores, withStores } from '../running/stores.ts';
import { readHostSettings } from '../settings.ts';
import { databaseOwners } from '../settings/databases.ts';

/** One subgraph's dead letters. */
interface Shelf {
  readonly subgraph: string;
  list(): Promise<readonly DeadLetter[]>;
  redrive(ids: readonly string[] | undefined): Promise<number>;
}

const USAGE = `usage: npm run dlq -- list [subgraph]
       npm run dlq -- redrive <subgraph|all> [id …]`;

/** `npm run dlq -- list|redrive`: shows what could not be handled, and has it tried again by the one consumer that it failed in. */
export async function run([action, name, ...ids]: readonly string[]): Promise<void> {
  if ((action !== 'list' && action !== 'redrive') || (action === 'redrive' && name === undefined)) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  await withStores(readHostSettings(processEnvironment), shownSteps(console.error), stores =>
    withShelves(stores, async shelves => {
      const chosen = name === undefined || name === 'all' ? shelves : shelves.filter(({ subgraph }) => subgraph === name);
      if (chosen.length === 0) throw new Error(`there is no subgraph ${name}; there are ${shelves.map(({ subgraph }) => subgraph).join(', ')}`);
      for (const shelf of chosen) {
        if (action === 'list') await show(shelf);
        else
          console.log(
            `${shelf.subgraph}: ${await shelf.redrive(ids.length === 0 ? undefined : ids)} to be tried again${stores.isRunning ? '' : ' after the next start'}`,
          );
      }
    }),
  );
}

async function show({ subgraph, list }: Shelf): Promise<void> {
  const letters = await list();
  console.log(`${subgraph}: ${letters.length}`);
  for (const { id, name, subject, tries, reason, error, parkedAt } of letters) {
    console.log(`  ${id}  ${parkedAt.toISOString()}  ${name} of ${subject}, after ${tries} tries: ${reason}: ${error}`);
  }
}

async function withShelves(stores: Stores, work: (shelves: readonly Shelf[]) => Promise<void>): Promise<void> {
  const redis = new Redis(stores.redisUrl);
  const pools = new Map(databaseOwners.subgraphs.map(name => [name, new pg.Pool({ connectionString: stores.databaseUrl(name), max: 1 })]));
  try {
    const shelves = [...pools].map(([subgraph, pool]): Shelf => {
      const sql = { query: (statement: { text: string; values?: readonly unknown[] }) => pool.query(statement.text, statement.values as unknown[]) };
      return { subgraph, list: () => listDeadLetters(sql as never), redrive: ids => redriveDeadLetters(sql as never, ids) };
    });
    const carts: Shelf = {
      subgraph: 'carts',
      list: () => listRedisDeadLetters(redis, 'carts'),
      redrive: ids => redriveRedisDeadLetters(redis, 'carts', ids),
    };
    await work([...shelves, carts]);
  } finally {
    redis.disconnect();
    await Promise.all([...pools.values()].map(pool => pool.end()));
  }
}
