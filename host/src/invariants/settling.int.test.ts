import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Breach, breaches } from './breaches.ts';
import { longAgo, plantDeliveredOrder } from './testing/delivered-order.ts';
import { openWorld, type World } from './testing/world.ts';

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  await world.empty();
  await plantDeliveredOrder(world);
});
afterAll(() => world.close());

/** Waits until somebody has a snapshot of the database. */
const UNTIL_LOOKED_AT = `DO $$ BEGIN
  WHILE NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'invariants'
                    AND state = 'idle in transaction' AND query NOT LIKE 'BEGIN%') LOOP
    PERFORM pg_sleep(0.01), pg_stat_clear_snapshot();
  END LOOP;
END $$`;

const namesOf = (found: readonly Breach[]): string[] => found.map(({ invariant }) => invariant);
const stopped = () => ({ ...world.stores, isRunning: false });
const refundedAtTheProvider = () => world.play('provider', 'UPDATE charge SET refunded = 100');

describe('what crosses several databases', () => {
  test('is not looked at while something still happens to the order', async () => {
    await refundedAtTheProvider();
    await world.play('orders', 'UPDATE "order" SET updated_at = now()');
    expect(await breaches(world.stores, { secondLook: 0 })).toEqual([]);
  });

  test('is looked at as soon as the caller wants it', async () => {
    await refundedAtTheProvider();
    await world.play('orders', `UPDATE "order" SET updated_at = now() - interval '3 seconds'`);
    expect(namesOf(await breaches(world.stores, { settledFor: 2, secondLook: 0 }))).toEqual(['our books are the provider’s']);
  });

  test('is a breach only when it persists', async () => {
    await refundedAtTheProvider();
    const looking = breaches(world.stores, { secondLook: 1 });
    await world.play('provider', UNTIL_LOOKED_AT);
    await world.play('provider', 'UPDATE charge SET refunded = 0');
    expect(await looking).toEqual([]);
  });
});

test('a payment that was declined when its order was off already is given up, and no breach', async () => {
  await world.play('provider', `UPDATE charge SET status = 'declined', captured = 0`);
  await world.play('payments', `UPDATE payment SET status = 'VOIDED', captured = 0`);
  expect(namesOf(await breaches(stopped()))).not.toContain('our books are the provider’s');
});

describe('what concerns one database', () => {
  test('is a breach at any moment', async () => {
    await world.play('payments', 'UPDATE payment SET refunded = 1500');
    await world.play('orders', 'UPDATE "order" SET updated_at = now()');
    expect(namesOf(await breaches(world.stores, { secondLook: 0 }))).toContain('payments stay within bounds');
  });
});

describe('a shop that was stopped', () => {
  test('is looked at whole when it had nothing left to do', async () => {
    await refundedAtTheProvider();
    expect(namesOf(await breaches(stopped()))).toEqual(['our books are the provider’s']);
  });

  test('has time for what it had not ended: its clock stands still', async () => {
    await refundedAtTheProvider();
    await world.play('payments', `INSERT INTO messaging.task (id, kind, key, due_at) VALUES ('tsk_1', 'ask', 'pay_1', '${longAgo.toISOString()}')`);
    expect(await breaches(stopped())).toEqual([]);
  });

  test('left behind what waited for longer before it stopped', async () => {
    const before = new Date(longAgo.getTime() - 120_000).toISOString();
    await world.play('payments', `INSERT INTO messaging.task (id, kind, key, due_at) VALUES ('tsk_1', 'ask', 'pay_1', '${before}')`);
    expect(namesOf(await breaches(stopped()))).toEqual(['what is due is done']);
  });
});
