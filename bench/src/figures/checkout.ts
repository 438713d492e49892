import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@micromart/sdk';
import type { Catalog } from '../browsing.ts';
import { checkOut } from '../checkout.ts';
import { measure, perOperation, sumOf, without } from '../measure.ts';
import type { Options } from '../options.ts';
import { percentile } from '../percentiles.ts';
import { cpuFigure, type Figure, figuresOf } from '../report.ts';
import type { Cpu, MeasuredShop } from '../shops/measured-shop.ts';
import type { Targets } from './targets.ts';

/** Follow-up work of the last request: events, tasks, mails (milliseconds). */
export const SETTLING = 1_500;
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
  const confirmed = await untilConfirmed(cpu, client, catalog, Math.ceil(checkouts / QUIET_SHARE));
  return [
    ...figuresOf('whole checkout, and all that follows from it', cost, targets.checkout),
    cpuFigure('  to CONFIRMED', confirmed),
    cpuFigure('  all that follows', without(cost.cpu, confirmed)),
    {
      ...{ what: '  orderPlace’s answer to CONFIRMED, followed', measured: percentile(measured, 0.5), unit: 'ms p50', target: targets.confirmed },
      note: `p99 ${percentile(measured, 0.99).toFixed(0)} ms`,
    },
  ];
}

/** CPU of a checkout from its first request until CONFIRMED was seen; what follows from one is over before the next begins. */
async function untilConfirmed(cpu: () => Cpu, client: Client, catalog: Catalog, times: number): Promise<Cpu> {
  const costs: Cpu[] = [];
  for (let time = 0; time < times; time += 1) {
    await sleep(SETTLING);
    const before = cpu();
    let after = before;
    await checkOut(client, catalog, time, () => (after = cpu()));
    costs.push(perOperation(before, after, times));
  }
  return sumOf(costs);
}
