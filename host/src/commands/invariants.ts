import { processEnvironment } from '@micromart/service';
import { breaches, invariants } from '../invariants/breaches.ts';
import { shownSteps } from '../running/steps.ts';
import { withStores } from '../running/stores.ts';
import { readHostSettings } from '../settings.ts';

const USAGE = 'usage: npm run invariants [-- --list]';

/** `npm run invariants`: looks whether all holds that must always hold, on a shop that runs or not, and names every breach. */
export async function run([option]: readonly string[]): Promise<void> {
  if (option === '--list') {
    for (const { name, says } of invariants) console.log(`${name}: ${says}`);
    return;
  }
  if (option !== undefined) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const found = await withStores(readHostSettings(processEnvironment), shownSteps(console.error), stores => breaches(stores));
  for (const { invariant, subject, says } of found) console.log(`${invariant}: ${subject}: ${says}`);
  console.log(`${invariants.length} invariants, ${found.length} breaches`);
  if (found.length > 0) process.exitCode = 1;
}
