import { SetupError } from '@micromart/local';
import { processEnvironment } from '@micromart/service';
import { demo } from '../demo/demo.ts';
import { shopAddress } from '../running/shop-address.ts';
import { readHostSettings } from '../settings.ts';

const USAGE = 'usage: npm run demo';

/**
 * `npm run demo`: a shopper buys from the shop that the settings lead to.
 * Exit code 0 when all is delivered.
 * @throws SetupError when it is not, with the reason.
 */
export async function run(args: readonly string[]): Promise<void> {
  if (args.length > 0) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const { url, issuer } = await shopAddress(readHostSettings(processEnvironment));
  const outcome = await demo(url, issuer, line => console.log(line));
  if (!outcome.delivered) throw new SetupError(outcome.because);
}
