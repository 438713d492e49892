import { SetupError } from '@micromart/local';
import { processEnvironment } from '@micromart/service';
import { demo } from '../demo/demo.ts';
import { runningShop } from '../running/address-book.ts';
import { readHostSettings } from '../settings.ts';

const USAGE = 'usage: npm run demo';

/**
 * `npm run demo`: a shopper buys from the shop at GATEWAY_URL, or the one that runs on these data, or where one would be by its settings.
 * Exit code 0 when all is delivered.
 * @throws SetupError when it is not, with the reason.
 */
export async function run(args: readonly string[]): Promise<void> {
  if (args.length > 0) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const settings = readHostSettings(processEnvironment);
  const running = await runningShop(settings);
  const url = settings.GATEWAY_URL ?? running?.url ?? settings.PUBLIC_URL ?? `http://localhost:${settings.GATEWAY_PORT}`;
  const issuer = settings.ISSUER_URL ?? running?.issuer ?? `http://localhost:${settings.IDENTITY_PORT}/realms/micromart`;
  const outcome = await demo(url, issuer, line => console.log(line));
  if (!outcome.delivered) throw new SetupError(outcome.because);
}
