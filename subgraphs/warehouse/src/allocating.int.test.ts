import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@micromart/service/testing';
import { disagreements } from './testing/ledger.ts';
import { canceled, orderOf, placed, type TestOrder } from './testing/neighbours.ts';
import { openSite, type Site, stocked } from './testing/sites.ts';
import { openWarehouseWorld, type WarehouseWorld } from './testing/warehouse-world.ts';
import { allocateOrder } from './use-cases/allocate-order.ts';

let world: WarehouseWorld;
let site: Site;
beforeAll(async () => {
  world = await openWarehouseWorld();
  site = await openSite(world.app);
});
afterAll(() => world.close());

/** Lets warehouse hear of orders all at once, more of them than the bus would hand over side by side. */
const hearAtOnce = (orders: readonly TestOrder[]): Promise<unknown> =>
  Promise.all(orders.map(order => world.app.messaging.transaction(tx => allocateOrder(world.app, tx, placed(order)))));

const wordFor = (order: TestOrder): Promise<string> =>
  eventually(
    () => world.said(order.id).at(-1)?.type ?? '',
    type => type !== '',
  );

async function outcomes(orders: readonly TestOrder[]): Promise<{ allocated: number; rejected: number }> {
  const words = await Promise.all(orders.map(wordFor));
  return {
    allocated: words.filter(word => word === 'stock.allocated').length,
    rejected: words.filter(word => word === 'stock.rejected').length,
  };
}

const levelsOf = async (variantId: string) =>
  (await world.app.store.levelsOfVariants([variantId])).map(({ onHand, allocated }) => ({ onHand, allocated }));

describe('an order asks for goods', () => {
  test('thirty orders at once for the last ten units: ten get one, twenty are told that there is none', async () => {
    const variantId = await stocked(world.app, site.shelves[0].id, 10);
    const orders = Array.from({ length: 30 }, () => orderOf([{ variantId, quantity: 1 }]));
    await hearAtOnce(orders);
    expect(await outcomes(orders)).toEqual({ allocated: 10, rejected: 20 });
    expect(await levelsOf(variantId)).toEqual([{ onHand: 10, allocated: 10 }]);
    expect(await disagreements(world.app)).toEqual([]);
  });

  test('as many are allocated as fit, when the last units lie on three shelves and each order wants two', async () => {
    const variantId = await stocked(world.app, site.shelves[0].id, 3);
    await stocked(world.app, site.shelves[1].id, 3, variantId);
    await stocked(world.app, site.shelves[2].id, 4, variantId);
    const orders = Array.from({ length: 12 }, () => orderOf([{ variantId, quantity: 2 }]));
    await hearAtOnce(orders);
    expect(await outcomes(orders)).toEqual({ allocated: 5, rejected: 7 });
    expect(await disagreements(world.app)).toEqual([]);
  });

  test('orders that want the same goods the other way round do not wait for each other', async () => {
    const one = await stocked(world.app, site.shelves[0].id, 1_000);
    const other = await stocked(world.app, site.shelves[1].id, 1_000);
    const orders = Array.from({ length: 40 }, (_, index) => {
      const lines = [
        { variantId: one, quantity: 1 },
        { variantId: other, quantity: 1 },
      ];
      return orderOf(index % 2 === 0 ? lines : lines.toReversed());
    });
    await hearAtOnce(orders);
    expect(await outcomes(orders)).toEqual({ allocated: 40, rejected: 0 });
    const { rows } = await world.app.messaging.database.query<{ deadlocks: number }>({
      text: 'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
    });
    expect(rows[0]?.deadlocks).toBe(0);
  });

  test('all or nothing: one line that is lacking leaves the others unheld', async () => {
    const there = await stocked(world.app, site.shelves[0].id, 5);
    const few = await stocked(world.app, site.shelves[1].id, 1);
    const order = orderOf([
      { variantId: there, quantity: 2 },
      { variantId: few, quantity: 3 },
    ]);
    await world.publish(placed(order));
    expect(await wordFor(order)).toBe('stock.rejected');
    expect(world.said(order.id)[0]?.data).toEqual({
      orderId: order.id,
      missing: [{ orderLineId: order.lines[1]?.lineId, variantId: few, requested: 3, available: 1 }],
    });
    expect(await levelsOf(there)).toEqual([{ onHand: 5, allocated: 0 }]);
  });

  test('the same event twice holds once, and a new one about the same order only says it again', async () => {
    const variantId = await stocked(world.app, site.shelves[0].id, 5);
    const order = orderOf([{ variantId, quantity: 2 }]);
    const event = placed(order);
    await world.publish(event);
    await world.publish(event);
    await world.publish(placed(order));
    const words = await eventually(
      () => world.said(order.id),
      found => found.length === 2,
    );
    expect(words[1]?.data).toEqual(words[0]?.data);
    expect(await levelsOf(variantId)).toEqual([{ onHand: 5, allocated: 2 }]);
  });

  test('an order that is canceled before it was heard of is never held', async () => {
    const variantId = await stocked(world.app, site.shelves[0].id, 5);
    const order = orderOf([{ variantId, quantity: 2 }]);
    await world.publish(canceled(order));
    await world.publish(placed(order));
    const words = await eventually(
      () => world.said(order.id).map(({ type }) => type),
      found => found.length === 2,
    );
    expect(words).toEqual(['stock.released', 'stock.released']);
    expect(await levelsOf(variantId)).toEqual([{ onHand: 5, allocated: 0 }]);
  });

  test('a canceled order gives back what was held for it', async () => {
    const variantId = await stocked(world.app, site.shelves[0].id, 5);
    const order = orderOf([{ variantId, quantity: 2 }]);
    await world.publish(placed(order));
    await world.publish(canceled(order));
    await eventually(
      () => world.said(order.id).at(-1)?.type,
      type => type === 'stock.released',
    );
    expect(await levelsOf(variantId)).toEqual([{ onHand: 5, allocated: 0 }]);
    expect(await disagreements(world.app)).toEqual([]);
  });

  test('what lies on the shelf for returns is not promised to anybody', async () => {
    const returns = await world.app.store.returnsShelf(site.warehouse.id);
    const variantId = await stocked(world.app, returns?.id ?? '', 5);
    const order = orderOf([{ variantId, quantity: 1 }]);
    await world.publish(placed(order));
    expect(await wordFor(order)).toBe('stock.rejected');
  });
});

describe('the other subgraphs are told what can be promised', () => {
  const told = (variantId: string) => world.said(variantId).map(({ data }) => data['available']);

  test('at once when a variant comes in, and when the last unit goes', async () => {
    const variantId = await stocked(world.app, site.shelves[0].id, 1);
    await eventually(
      () => told(variantId),
      found => found.length === 1,
    );
    await world.publish(placed(orderOf([{ variantId, quantity: 1 }])));
    await eventually(
      () => told(variantId),
      found => found.length === 2,
    );
    expect(world.said(variantId).map(({ data }) => data)).toEqual([
      { variantId, available: 1, inStock: true, lowStock: false },
      { variantId, available: 0, inStock: false, lowStock: false },
    ]);
  });

  test('at most once a second while it only goes down, and with the last state in the end', async () => {
    const variantId = await stocked(world.app, site.shelves[0].id, 100);
    const orders = Array.from({ length: 20 }, () => orderOf([{ variantId, quantity: 1 }]));
    await hearAtOnce(orders);
    await eventually(
      () => told(variantId),
      found => found.at(-1) === 80,
    );
    const moments = world.said(variantId).map(({ time }) => Date.parse(time));
    // an event is stamped a query later than the moment that the second is counted from, and no two queries take the same time
    for (const [index, moment] of moments.entries()) if (index > 0) expect(moment - (moments[index - 1] ?? 0)).toBeGreaterThan(500);
    expect(world.said(variantId).map(({ sequence }) => sequence)).toEqual(moments.map((_, index) => index + 1));
  });
});
