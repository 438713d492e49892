import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { newId } from '@micromart/service';
import fc from 'fast-check';
import type { Envelope } from '@micromart/events';
import type { Listener } from '@micromart/messaging';
import type { App } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { listeners } from './listeners.ts';
import { disagreements } from './testing/ledger.ts';
import { canceled, left, orderOf, placed, requested, returned, type TestOrder } from './testing/neighbours.ts';
import { walter } from './testing/people.ts';
import { newVariant, openSite, type Site, stocked } from './testing/sites.ts';
import { openWarehouseWorld, type WarehouseWorld } from './testing/warehouse-world.ts';
import { confirmPick } from './use-cases/confirm-pick.ts';
import { adjustStock, countStock } from './use-cases/correct-stock.ts';
import { moveStock } from './use-cases/move-stock.ts';
import { packParcel } from './use-cases/pack-parcel.ts';
import { startPick } from './use-cases/start-pick.ts';

let world: WarehouseWorld;
let sites: readonly [Site, Site];
beforeAll(async () => {
  world = await openWarehouseWorld();
  sites = [await openSite(world.app), await openSite(world.app)];
});
afterAll(() => world.close());

/** Lets warehouse hear an event; one that cannot follow changes nothing, as it would when it is parked. */
async function hear(event: Envelope): Promise<void> {
  const listener = listeners[event.type as keyof typeof listeners] as Listener<App, PrismaClient>;
  try {
    await world.app.messaging.transaction(tx => listener(world.app, tx, event as Parameters<typeof listener>[2]));
  } catch (error) {
    if (!String(error).includes('cannot follow')) throw error;
  }
}

interface Played {
  readonly order: TestOrder;
  readonly parcelIds: readonly [string, string];
}

/** What happens next, to a shelf, a variant or an order that a number picks out. */
const moves = ['receive', 'adjust', 'count', 'move', 'place', 'request', 'pick', 'short', 'pack', 'leave', 'return', 'cancel'] as const;
const steps = fc.array(fc.record({ move: fc.constantFrom(...moves), one: fc.nat(99), other: fc.nat(99), amount: fc.integer({ min: 1, max: 5 }) }), {
  minLength: 60,
  maxLength: 90,
});

async function play(
  history: Played[],
  variants: readonly string[],
  { move, one, other, amount }: { move: (typeof moves)[number]; one: number; other: number; amount: number },
): Promise<unknown> {
  const { app } = world;
  const shelves = sites.flatMap(site => site.shelves);
  const pick = <Thing>(things: readonly Thing[], number: number): Thing => things[number % things.length] as Thing;
  const variantId = pick(variants, one);
  const shelfId = pick(shelves, other).id;
  const idempotencyKey = newId('key');
  const target = pick(history, one);
  if (move === 'receive') return stocked(app, shelfId, amount, variantId);
  if (move === 'adjust')
    return adjustStock(app, walter, { variantId, shelfId, delta: -amount, reason: 'broken', expectedVersion: null, idempotencyKey });
  if (move === 'count') {
    const level = (await app.store.levelsOfVariants([variantId])).find(found => found.shelfId === shelfId);
    return countStock(app, walter, { variantId, shelfId, counted: amount, expectedVersion: level?.version ?? null, idempotencyKey });
  }
  if (move === 'move') {
    const toShelfId = pick(shelves, other + 1).id;
    return moveStock(app, walter, { variantId, fromShelfId: shelfId, toShelfId, quantity: amount, expectedVersion: null, idempotencyKey });
  }
  if (move === 'place') {
    const order = orderOf([
      { variantId, quantity: amount },
      { variantId: pick(variants, other), quantity: 1 },
    ]);
    history.push({ order, parcelIds: [newId('pcl'), newId('pcl')] });
    return hear(placed(order));
  }
  if (target === undefined) return undefined;
  const { order, parcelIds } = target;
  const parcelId = pick(parcelIds, other);
  if (move === 'request')
    return hear(
      requested(
        order,
        sites.map(({ warehouse }, index) => ({ parcelId: parcelIds[index] ?? '', warehouseId: warehouse.id })),
      ),
    );
  if (move === 'leave') return hear(left(order, parcelId));
  if (move === 'return') return hear(returned(order, parcelId));
  if (move === 'cancel') return hear(canceled(order));
  if (move === 'pack') return packParcel(app, { pickTaskId: parcelId, weightGrams: null });
  await startPick(app, walter, { id: parcelId, takeOver: true });
  const lines = await app.store.linesOfTasks([parcelId]);
  const said = lines.map(({ id, quantity }) => ({ lineId: id, quantity: move === 'short' ? quantity - 1 : quantity, short: move === 'short' }));
  return confirmPick(app, walter, { id: parcelId, lines: said });
}

test('whatever is done to stock, four at a time, the ledger sums to the levels and allocations to what is held', async () => {
  const seed = Date.now() % 2 ** 31;
  console.log(`the ledger's random run: seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(steps, async run => {
      const history: Played[] = [];
      const variants = [newVariant(), newVariant(), newVariant()];
      for (let at = 0; at < run.length; at += 4) await Promise.all(run.slice(at, at + 4).map(step => play(history, variants, step)));
      expect(await disagreements(world.app)).toEqual([]);
    }),
    { seed, numRuns: 8, endOnFailure: true },
  );
});
