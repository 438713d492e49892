import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { stockReleased, topicOf } from '@micromart/events';
import { eventually } from '@micromart/local/testing/eventually';
import pg from 'pg';
import { Registry } from 'prom-client';
import { listDeadLetters } from './dead-letters.ts';
import { outboxLag } from './outbox/outbox.ts';
import { released } from './testing/sample-events.ts';
import { type Member, openShop, type Shop } from './testing/shop-under-test.ts';

let shop: Shop;
const admins: pg.Client[] = [];
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => {
  await Promise.all(admins.splice(0).map(admin => admin.end()));
  await shop.close();
});

/** What holds for connections that are made from now on, as it does for one that lands on a stand-by. */
async function readOnlyFor({ url }: Member) {
  const admin = new pg.Client(url);
  admins.push(admin);
  await admin.connect();
  const name = pg.escapeIdentifier(new URL(url).pathname.slice(1));
  return {
    set: async (state: 'on' | 'off') => void (await admin.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${state}`)),
    rolledBack: async () => {
      const { rows } = await admin.query<{ count: number }>(
        'SELECT xact_rollback::int AS count FROM pg_stat_database WHERE datname = current_database()',
      );
      return rows[0]?.count ?? 0;
    },
  };
}

function reconnect({ proxy }: Member): void {
  proxy.cut();
  proxy.restore();
}

test('an event that meets a database that can only be read waits until it can be written, and is not parked', async () => {
  const heard: string[] = [];
  const registry = new Registry();
  const orders = await shop.join({
    name: 'orders',
    registry,
    listeners: { 'stock.released': async (_app, _tx, { subject }) => void heard.push(subject) },
  });
  const readOnly = await readOnlyFor(orders);
  await readOnly.set('on');
  reconnect(orders);
  await shop.bus.publish(topicOf('warehouse'), [released('ord_1', 1)]);
  // what fails by a fault of its own is put aside after the fifth try
  await eventually(async () => /result="retried"\} ([6-9]|\d\d)/.test(await registry.metrics()));
  expect(heard).toEqual([]);
  await readOnly.set('off');
  await eventually(() => heard.length === 1);
  expect(await listDeadLetters(orders.database)).toEqual([]);
});

describe('a relay that cannot note what it has published', () => {
  const heard: string[] = [];
  let warehouse: Member;
  let readOnly: Awaited<ReturnType<typeof readOnlyFor>>;

  const publish = (orderId: string): Promise<void> =>
    warehouse.messaging.transaction(async tx => tx.publish(stockReleased, { subject: orderId, sequence: 1, data: { orderId } }));
  const isNoted = async (): Promise<boolean> => (await outboxLag(warehouse.database)).events === 0;

  beforeEach(async () => {
    heard.length = 0;
    warehouse = await shop.join({ name: 'warehouse' });
    await shop.bus.subscribe({ group: 'orders', topics: [topicOf('warehouse')], handle: async ({ subject }) => void heard.push(subject) });
    await publish('ord_1');
    await eventually(async () => heard.length === 1 && (await isNoted()));
    readOnly = await readOnlyFor(warehouse);
    shop.cutBus();
    await publish('ord_2');
    await readOnly.set('on');
    reconnect(warehouse);
    const before = await readOnly.rolledBack();
    shop.restoreBus();
    await eventually(() => heard.length === 2);
    await eventually(async () => (await readOnly.rolledBack()) > before + 3);
  });

  test('connects anew until it can, and does not publish it again', async () => {
    await readOnly.set('off');
    await eventually(isNoted);
    await publish('ord_3');
    await eventually(() => heard.length === 3);
    expect(heard).toEqual(['ord_1', 'ord_2', 'ord_3']);
  });

  test('publishes it again to a bus that has lost its memory meanwhile', async () => {
    await shop.forgetBus();
    await readOnly.set('off');
    await eventually(() => heard.length === 4);
    expect(heard).toEqual(['ord_1', 'ord_2', 'ord_1', 'ord_2']);
  });
});
