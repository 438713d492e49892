import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '@micromart/local/testing/eventually';
import { listDeadLetters } from '../dead-letters.ts';
import { WorldFault } from '../faults.ts';
import { type Member, openShop, type Shop } from '../testing/shop-under-test.ts';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const planned = async ({ database }: Member): Promise<readonly { key: string; tries: number }[]> =>
  (await database.query<{ key: string; tries: number }>({ text: 'SELECT key, tries FROM messaging.task ORDER BY key', values: [] })).rows;

test('what is planned for now begins at once, what is planned for later begins when it is due, and both end', async () => {
  const begun: string[] = [];
  const begunAt: number[] = [];
  const payments = await shop.join({
    name: 'payments',
    tasks: {
      call: async (_app, { key, payload }) => {
        begun.push(`${key} ${JSON.stringify(payload)}`);
        begunAt.push(Date.now());
      },
    },
  });
  const plannedAt = Date.now();
  await payments.messaging.transaction(async tx => {
    tx.schedule({ kind: 'call', key: 'later', payload: 2, dueAt: { inSeconds: 1 } });
    tx.schedule({ kind: 'call', key: 'now', payload: { a: 1 } });
  });
  await eventually(() => begun.length === 2);
  expect(begun).toEqual(['now {"a":1}', 'later 2']);
  expect((begunAt[1] ?? 0) - plannedAt).toBeGreaterThanOrEqual(1_000);
  await eventually(async () => (await planned(payments)).length === 0);

  const waits: number[] = [];
  for (let at = 0; at < 5; at += 1) {
    const asked = Date.now();
    await payments.messaging.transaction(async tx => tx.schedule({ kind: 'call', key: `now ${at}` }));
    await eventually(() => begun.length === 3 + at);
    waits.push((begunAt[2 + at] ?? 0) - asked);
  }
  // Unasked, what is due is looked for every two seconds; a busy machine may hold one of the five up for as long, and hardly all.
  expect(Math.min(...waits)).toBeLessThan(1_000);
});

test('two replicas do each task once', async () => {
  const runs = new Map<string, number>();
  const tasks = { call: async (_app: null, { key }: { key: string }) => void runs.set(key, (runs.get(key) ?? 0) + 1) };
  const one = await shop.join({ name: 'payments', tasks });
  await shop.join({ name: 'payments', tasks });
  for (let batch = 0; batch < 10; batch += 1) {
    await one.messaging.transaction(async tx => {
      for (let at = 0; at < 20; at += 1) tx.schedule({ kind: 'call', key: `${batch}-${at}` });
    });
  }
  await eventually(async () => runs.size === 200 && (await planned(one)).length === 0);
  expect([...runs.values()].filter(count => count !== 1)).toEqual([]);
});

test('a failed try comes again, counted; the world may refuse for ever, a fault of its own is parked after ten', async () => {
  const tries: number[] = [];
  const payments = await shop.join({
    name: 'payments',
    tasks: {
      world: async (_app, task) => {
        tries.push(task.tries);
        if (task.tries < 3) throw new WorldFault('away');
      },
      bug: async () => {
        throw new TypeError('bug');
      },
    },
  });
  await payments.messaging.transaction(async tx => tx.schedule({ kind: 'world', key: 'a' }));
  await eventually(() => tries.length === 3);
  expect(tries).toEqual([1, 2, 3]);
  await payments.messaging.transaction(async tx => tx.schedule({ kind: 'bug', key: 'b' }));
  await eventually(async () => (await planned(payments))[0]?.tries === 1);
  await payments.database.query({ text: 'UPDATE messaging.task SET faults = 9, due_at = now()', values: [] });
  await eventually(async () => (await listDeadLetters(payments.database)).length === 1);
  expect((await listDeadLetters(payments.database))[0]).toMatchObject({ what: 'task', name: 'bug', subject: 'b', reason: 'TypeError' });
  expect(await planned(payments)).toEqual([]);
});

test('what has waited long for the world goes on within five seconds once it is back, and a statement that is always too slow is parked', async () => {
  const slow = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
  const payments = await shop.join({
    name: 'payments',
    tasks: {
      world: () => Promise.reject(new WorldFault('away')),
      slow: () => Promise.reject(slow),
    },
  });
  const setBack = (kind: string, faults: number) =>
    payments.database.query({ text: 'UPDATE messaging.task SET tries = 50, faults = $2, due_at = now() WHERE kind = $1', values: [kind, faults] });
  const waits = async (kind: string): Promise<number | undefined> => {
    const text = 'SELECT extract(epoch FROM due_at - now())::float8 AS seconds FROM messaging.task WHERE kind = $1 AND tries = 51 AND lease IS NULL';
    return (await payments.database.query<{ seconds: number }>({ text, values: [kind] })).rows[0]?.seconds;
  };
  await payments.messaging.transaction(async tx => tx.schedule({ kind: 'world', key: 'a', dueAt: { inSeconds: 3_600 } }));
  await setBack('world', 0);
  await eventually(async () => (await waits('world')) !== undefined);
  expect(await waits('world')).toBeLessThanOrEqual(5);
  await payments.messaging.transaction(async tx => tx.schedule({ kind: 'slow', key: 'b', dueAt: { inSeconds: 3_600 } }));
  await setBack('slow', 9);
  await eventually(async () => (await listDeadLetters(payments.database)).length === 1);
});

test('a task that is planned anew while it runs is done once more, and the result of the run is kept', async () => {
  const runs: unknown[] = [];
  const payments = await shop.join({
    name: 'payments',
    tasks: {
      call: async (_app, task, lease) => {
        if (task.payload === 'first')
          await payments.messaging.transaction(async tx => tx.schedule({ kind: 'call', key: task.key, payload: 'second' }));
        await lease.complete(async tx => {
          runs.push(task.payload);
          if (task.payload === 'second') tx.schedule({ kind: 'call', key: task.key, payload: 'third' });
        });
      },
    },
  });
  await payments.messaging.transaction(async tx => tx.schedule({ kind: 'call', key: 'a', payload: 'first' }));
  await eventually(async () => runs.length === 3 && (await planned(payments)).length === 0);
  expect(runs).toEqual(['first', 'second', 'third']);
});

test('a run whose lease ended, or whose task was taken back, writes nothing', async () => {
  let completed = 0;
  const refusals: string[] = [];
  const payments = await shop.join({
    name: 'payments',
    tasks: {
      call: async (_app, task, lease) => {
        await payments.messaging.transaction(async tx => tx.unschedule(task.key));
        await lease
          .complete(async tx => tx.schedule({ kind: 'mark', key: 'never', dueAt: { inSeconds: 3_600 } }))
          .catch((error: Error) => {
            refusals.push(error.name);
            throw error;
          });
        completed += 1;
      },
      mark: async () => undefined,
    },
  });
  await payments.messaging.transaction(async tx => tx.schedule({ kind: 'call', key: 'a' }));
  await eventually(() => refusals.length === 1);
  expect({ refusals, completed, planned: await planned(payments) }).toEqual({ refusals: ['LeaseLost'], completed: 0, planned: [] });
});

test('the task of a killed run is done by another replica when its lease ends; one that is merely slow keeps it', async () => {
  const runs: string[] = [];
  let finish = (): void => undefined;
  const finished = new Promise<void>(resolve => {
    finish = resolve;
  });
  const join = (name: string): Promise<Member> =>
    shop.join({
      name: 'payments',
      taskLeaseSeconds: 4,
      tasks: {
        call: async () => {
          runs.push(name);
          await finished;
        },
      },
    });
  const one = await join('one');
  await one.messaging.transaction(async tx => tx.schedule({ kind: 'call', key: 'a' }));
  await eventually(() => runs.length === 1);
  const other = await join('other');
  // a lease, and the two seconds after which the other one looks for what nobody has
  const longer = Date.now() + 7_000;
  await eventually(() => Date.now() > longer);
  expect(runs).toEqual(['one']);
  one.proxy.cut();
  await eventually(() => runs.length === 2);
  finish();
  await eventually(async () => (await planned(other)).length === 0);
  one.proxy.restore();
});

test('a postponed task comes back without a counted try', async () => {
  const tries: number[] = [];
  const payments = await shop.join({
    name: 'payments',
    tasks: {
      call: async (_app, task, lease) => {
        tries.push(task.tries);
        if (tries.length < 3) await lease.postpone(0.1);
      },
    },
  });
  await payments.messaging.transaction(async tx => tx.schedule({ kind: 'call', key: 'a' }));
  await eventually(async () => tries.length === 3 && (await planned(payments)).length === 0);
  expect(tries).toEqual([1, 1, 1]);
});
