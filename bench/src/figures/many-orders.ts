import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@micromart/sdk';
import type { Catalog } from '../browsing.ts';
import { checkOut } from '../checkout.ts';
import { perOperation, sumOf } from '../measure.ts';
import { watchMemory } from '../memory/growth.ts';
import type { Options } from '../options.ts';
import { residentMegabytes } from '../processes.ts';
import { cpuFigure, type Figure, report } from '../report.ts';
import type { MeasuredShop } from '../shops/measured-shop.ts';
import { atRest, SETTLING } from './checkout.ts';
import type { Targets } from './targets.ts';

/** Many orders of several shoppers at a time, with looks at the memory in between; then what a shop costs that nobody comes to. */
export async function manyOrders(
  shop: MeasuredShop,
  client: Client,
  catalog: Catalog,
  options: Options,
  targets: Targets,
): Promise<readonly Figure[]> {
  const { orders, looks, shoppers, idle } = options;
  const memory = watchMemory(shop.processes);
  const costs = [];
  let seconds = 0;
  let next = 0;
  await memory.look(0);
  for (let look = 1; look <= looks; look += 1) {
    const due = Math.round((orders * look) / looks);
    const before = shop.cpu();
    const began = performance.now();
    await Promise.all(
      Array.from({ length: shoppers }, async () => {
        while (next < due) await checkOut(client, catalog, next++);
      }),
    );
    seconds += (performance.now() - began) / 1_000;
    await sleep(SETTLING);
    costs.push(perOperation(before, shop.cpu(), orders));
    await memory.look(due);
    console.log(`  ${due} orders`);
    // a run of hours that is cut off has said what it saw by then
    if (look > 2) report(memory.figures(), line => console.log(line));
  }
  const resident = shop.processes.reduce((sum, { pid }) => sum + residentMegabytes(pid), 0);
  const rest = await atRest(shop.cpu, idle);
  return [
    cpuFigure(`checkout, ${shoppers} shoppers at a time`, sumOf(costs)),
    { what: '', measured: orders / seconds, unit: 'orders/s' },
    { what: `memory of Node after ${orders} orders`, measured: resident, unit: 'MiB', target: targets.memory },
    ...memory.figures(),
    cpuFigure('at rest, a second', rest),
  ];
}
