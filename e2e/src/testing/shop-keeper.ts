import { once } from 'node:events';
import { json } from 'node:stream/consumers';
import { answerOnDemand } from '@micromart/local/testing/answer-on-demand';
import { openAsStack } from './as-stack.ts';
import { openAsNineProcesses } from './nine-processes.ts';
import { type Environment, openInOwnPlace, type PlacedShop } from './own-place.ts';
import { readE2eSettings } from './settings.ts';

/**
 * The program behind `keptShop`: keeps one shop of many processes open for the test files of a run, because it takes longer to open than most
 * take to run. A file that wants other settings gets another one, and the one before is closed.
 */
const { MICROMART_SHOP: way } = readE2eSettings();
const open = way === 'stack' ? openAsStack : openAsNineProcesses;
let kept: { readonly settings: string; readonly shop: Promise<PlacedShop> } | undefined;

async function close(): Promise<void> {
  const closing = kept;
  kept = undefined;
  await closing?.shop.then(
    shop => shop.stop(),
    () => undefined,
  );
}

/** A shop that is opening when the run ends is not waited for: its servers go with the run, and its processes with this one. */
const unlessOver = <Opened>(opening: Promise<Opened>, over: AbortSignal): Promise<Opened> =>
  Promise.race([
    opening,
    once(over, 'abort').then(() => {
      throw new Error('the run ended before the shop was open');
    }),
  ]);

async function shopWith(environment: Environment, over: AbortSignal): Promise<PlacedShop> {
  const settings = JSON.stringify(environment);
  if (kept?.settings !== settings) {
    await close();
    const shop = openInOwnPlace(place => unlessOver(open(place), over), environment);
    kept = { settings, shop };
    // whoever asks after one that did not open tries again
    void shop.catch(() => (kept = undefined));
  }
  return kept.shop;
}

answerOnDemand({
  answer: async (request, over) => (request.method === 'POST' ? shopWith((await json(request)) as Environment, over) : close()),
  stop: close,
});
