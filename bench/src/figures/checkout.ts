import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@micromart/sdk';
import type { Catalog } from '../browsing.ts';
import { checkOut } from '../checkout.ts';
import { measure, perOperation, sumOf, timesAsMuch, without } from '../measure.ts';
import type { Options } from '../options.ts';
import { percentile } from '../percentiles.ts';
import { cpuFigure, type Figure, figuresOf } from '../report.ts';
import type { Cpu, MeasuredShop } from '../shops/measured-shop.ts';
import type { Targets } from './targets.ts';

/** Follow-up work of the last request: events, tasks, mails (milliseconds). */
export const SETTLING = 1_500;
/** Seconds. */
const LOOK_AT_REST = 3;
/** Of so many checkouts one is made in a quiet shop, for what it takes until CONFIRMED alone. */
const QUIET_SHARE = 5;

/** Whole checkouts, one after the other. */
export async function checkOutInTurn(
  { cpu }: MeasuredShop,
  client: Client,
  catalog: Catalog,
  { checkouts }: Options,
  targets: Targets,
): Promise<readonly Figure[]> {
  const confirmations: number[] = [];
  const buy = async (time: number): Promise<void> => void confirmations.push((await checkOut(client, catalog, time)).confirmedAfter);
  const cost = await measure(cpu, checkouts, buy, () => sleep(SETTLING));
  const measured = confirmations.slice(-checkouts);
  const quiet = await atRest(cpu, LOOK_AT_REST);
  const confirmed = await untilConfirmed(cpu, client, catalog, Math.ceil(checkouts / QUIET_SHARE), quiet);
  const meanwhile = timesAsMuch(quiet, cost.seconds);
  return [
    ...figuresOf('whole checkout, and all that follows from it', cost, targets.checkout),
    cpuFigure('  to CONFIRMED', confirmed),
    cpuFigure('  all that follows', without(without(cost.cpu, confirmed), meanwhile)),
    cpuFigure('  what they use at rest meanwhile', meanwhile),
    {
      ...{ what: '  orderPlace’s answer to CONFIRMED, followed', measured: percentile(measured, 0.5), unit: 'ms p50', target: targets.confirmed },
      note: `p99 ${percentile(measured, 0.99).toFixed(0)} ms`,
    },
  ];
}

/** CPU-milliseconds a second while nobody asks anything. */
export async function atRest(cpu: () => Cpu, seconds: number): Promise<Cpu> {
  const before = cpu();
  await sleep(seconds * 1_000);
  return perOperation(before, cpu(), seconds);
}

/** CPU of a checkout from its first request until CONFIRMED was seen, above what is used at rest; what follows is over before the next begins. */
async function untilConfirmed(cpu: () => Cpu, client: Client, catalog: Catalog, times: number, quiet: Cpu): Promise<Cpu> {
  const costs: Cpu[] = [];
  for (let time = 0; time < times; time += 1) {
    await sleep(SETTLING);
    const before = cpu();
    const began = performance.now();
    let used: Cpu = {};
    await checkOut(client, catalog, time, () => {
      const seconds = (performance.now() - began) / 1_000;
      used = without(perOperation(before, cpu(), 1), timesAsMuch(quiet, seconds));
    });
    costs.push(timesAsMuch(used, 1 / times));
  }
  return sumOf(costs);
}
