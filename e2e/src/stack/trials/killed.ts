import { test } from '@jest/globals';
import { eventually } from '@micromart/local/testing/eventually';
import { expectAllWell, expectPoliteErrors } from '../testing/outcome.ts';
import { type Service, services } from '../testing/services.ts';
import { shoppingOn, type Stack } from '../testing/stack.ts';

const ORDERS = 200;
const CROWD = 6;
/** Of these both processes are killed, so that for a moment there is none. */
const BOTH: ReadonlySet<Service> = new Set(['orders', 'payments', 'carts']);

/** Out of memory, a machine that is gone: SIGKILL, and an orchestrator that starts the process again. */
export function killed(stack: () => Stack): void {
  test('each service killed while two hundred orders run: none is lost or doubled, and all are delivered', async () => {
    const shopping = shoppingOn(stack());
    const crowd = shopping.crowd(CROWD, () => shopping.placed() >= ORDERS);
    for (const [index, service] of services.entries()) {
      const due = Math.round(((index + 0.5) * ORDERS) / services.length);
      await eventually(() => shopping.placed() >= due, 120);
      const dying = BOTH.has(service) ? stack().replicas(service) : stack().replicas(service).slice(0, 1);
      await Promise.all(dying.map(replica => replica.signal('SIGKILL')));
      await Promise.all(dying.map(replica => replica.start()));
    }
    await crowd;
    console.log(`${shopping.told.length} errors were shown to shoppers meanwhile`);
    expectPoliteErrors(shopping.told);
    await expectAllWell(stack(), shopping);
  }, 400_000);
}
