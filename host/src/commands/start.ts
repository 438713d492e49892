import { SetupError } from '@micromart/local';
import { type Environment, processEnvironment, SettingsError } from '@micromart/service';
import { forgetAddresses, noteAddresses } from '../running/address-book.ts';
import { type Shop, startShop } from '../running/shop.ts';
import { shownSteps } from '../running/steps.ts';
import { seedOnce } from '../seed/seed-once.ts';
import { whenToldToEnd } from '../serving/told-to-end.ts';
import { readHostSettings } from '../settings.ts';
import { maySeed } from '../settings/seeding.ts';
import { welcome } from './welcome.ts';

const say = (line: string): void => console.log(line);

/** What suits one machine where it was not set otherwise: limits wide enough for a load test from one address. */
const forOneMachine = (environment: Environment): Environment => ({
  RATE_LIMIT_PER_ADDRESS: '50000',
  RATE_LIMIT_PER_VIEWER: '50000',
  ...environment,
});

/** `npm start`: serves the whole shop until it is told to end. Told again it ends at once, with 1, whatever is still under way. */
export async function start(): Promise<void> {
  const opening = open();
  let isEnding = false;
  const nameOf = (signal: NodeJS.Signals): string => (signal === 'SIGINT' ? 'Ctrl-C' : signal);
  const end = async (): Promise<void> => {
    // a signal while servers are being started must not leave them behind
    const shop = await opening;
    if (shop !== undefined) await forgetAddresses(shop.settings);
    await shop?.stop();
    process.exit(0);
  };
  whenToldToEnd(
    signal => {
      isEnding = true;
      say(`\n${nameOf(signal)}: ending what is under way … (${nameOf(signal)} again leaves it)`);
      void end();
    },
    signal => say(`\n${nameOf(signal)} again: what is under way is left.`),
  );
  // who was told to end meanwhile ends with 0, whatever came of it
  if ((await opening) === undefined && !isEnding) process.exit(1);
}

async function open(): Promise<Shop | undefined> {
  const began = performance.now();
  const steps = shownSteps(say);
  let shop: Shop | undefined;
  try {
    shop = await startShop(forOneMachine(processEnvironment), steps, maySeed(readHostSettings(processEnvironment)) ? seedOnce : undefined);
    const opened = shop;
    await noteAddresses(opened.settings, {
      url: opened.url,
      issuer: opened.issuer,
      ...(opened.infrastructure.serverUrl === undefined ? {} : { serverUrl: opened.infrastructure.serverUrl }),
      redisUrl: opened.infrastructure.redisUrl,
      brokers: opened.settings.KAFKA_BROKERS,
    });
    say(welcome(opened, (performance.now() - began) / 1_000));
    return opened;
  } catch (error) {
    // what people can mend is one sentence; anything else is a fault of ours and shows where it is
    console.error(error instanceof SetupError || error instanceof SettingsError ? `\n${error.message}` : error);
    await shop?.stop();
    return undefined;
  }
}
