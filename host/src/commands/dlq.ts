import { processEnvironment } from '@micromart/service';
import { chosenShelves } from '../dead-letters/choosing.ts';
import { type Shelf, withShelves } from '../dead-letters/shelves.ts';
import { shownSteps } from '../running/steps.ts';
import { withStores } from '../running/stores.ts';
import { readHostSettings } from '../settings.ts';

const USAGE = `usage: npm run dlq -- list [subgraph]
       npm run dlq -- redrive <subgraph> [id …]
       npm run dlq -- redrive all`;

/** `npm run dlq -- list|redrive`: shows what could not be handled, and has it tried again by the one consumer that it failed in. */
export async function run([action, name, ...ids]: readonly string[]): Promise<void> {
  if ((action !== 'list' && action !== 'redrive') || (action === 'redrive' && name === undefined)) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  await withStores(readHostSettings(processEnvironment), shownSteps(console.error), stores =>
    withShelves(stores, async shelves => {
      for (const shelf of chosenShelves(shelves, name, ids)) {
        if (action === 'list') await show(shelf);
        else await redrive(shelf, ids, stores.isRunning);
      }
    }),
  );
}

async function show({ subgraph, list, count }: Shelf): Promise<void> {
  const [letters, all] = [await list(), await count()];
  console.log(`${subgraph}: ${all}${letters.length < all ? `, the oldest ${letters.length}:` : ''}`);
  for (const { id, name, subject, tries, reason, error, parkedAt } of letters) {
    console.log(`  ${id}  ${parkedAt.toISOString()}  ${name} of ${subject}, after ${tries} tries: ${reason}: ${error}`);
  }
}

async function redrive(shelf: Shelf, ids: readonly string[], isRunning: boolean): Promise<void> {
  const found = await shelf.redrive(ids.length === 0 ? undefined : ids);
  console.log(`${shelf.subgraph}: ${found.length} to be tried again${isRunning ? '' : ' after the next start'}`);
  const missing = ids.filter(id => !found.includes(id));
  if (missing.length === 0) return;
  console.error(`${shelf.subgraph} has no dead letter ${missing.join(', ')}`);
  process.exitCode = 1;
}
