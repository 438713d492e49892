import { test } from '@jest/globals';
import { eventually } from '@micromart/local/testing/eventually';
import { withAdmin } from '../testing/kafka.ts';
import { expectAllWell, expectPoliteErrors } from '../testing/outcome.ts';
import type { Service } from '../testing/services.ts';
import { shoppingOn, type Stack } from '../testing/stack.ts';

const STOPPED: readonly Service[] = ['orders', 'payments', 'warehouse'];
const BEFORE = 10;
const MEANWHILE = 10;

/** A virtual machine that is moved, a process that swaps: it stands still, loses its place, and goes on as if nothing had happened. */
export function stopped(stack: () => Stack): void {
  test('consumers that stood still past their session and go on do nothing twice: all orders are delivered', async () => {
    const shopping = shoppingOn(stack());
    const asleep = STOPPED.flatMap(service => stack().replicas(service).slice(0, 1));
    await shopping.crowd(5, () => shopping.placed() >= BEFORE);
    await Promise.all(asleep.map(replica => replica.signal('SIGSTOP')));
    try {
      await eventually(() => haveMembers(stack(), 1), 120);
      await shopping.crowd(5, () => shopping.placed() >= BEFORE + MEANWHILE);
    } finally {
      await Promise.all(asleep.map(replica => replica.signal('SIGCONT')));
    }
    expectPoliteErrors(shopping.told);
    await eventually(() => haveMembers(stack(), 2), 120);
    await expectAllWell(stack(), shopping);
  }, 300_000);
}

/** Whether Kafka counts so many members in each group of the stopped services. One that stands still drops out, and comes back when it goes on. */
const haveMembers = (stack: Stack, members: number): Promise<boolean> =>
  withAdmin(stack.brokers, async admin => {
    const { groups } = await admin.listGroups();
    const ids = groups.map(({ groupId }) => groupId).filter(id => STOPPED.some(service => id.startsWith(`${service}.`)));
    const described = (await admin.describeGroups(ids)).groups;
    return described.length > 0 && described.every(group => group.state === 'Stable' && group.members.length === members);
  });
