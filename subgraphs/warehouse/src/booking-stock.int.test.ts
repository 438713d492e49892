import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newId } from '@micromart/service';
import type { LevelRow } from './app.ts';
import { disagreements } from './testing/ledger.ts';
import { orderOf, placed } from './testing/neighbours.ts';
import { walter } from './testing/people.ts';
import { newVariant, openSite, type Site, stocked } from './testing/sites.ts';
import { openWarehouseWorld, type WarehouseWorld } from './testing/warehouse-world.ts';
import { allocateOrder } from './use-cases/allocate-order.ts';
import { adjustStock, countStock } from './use-cases/correct-stock.ts';
import { moveStock } from './use-cases/move-stock.ts';
import { receiveStock } from './use-cases/receive-stock.ts';

let world: WarehouseWorld;
let site: Site;
beforeAll(async () => {
  world = await openWarehouseWorld();
  site = await openSite(world.app);
});
afterAll(() => world.close());

const key = (): string => newId('key');
const levelOf = async (variantId: string): Promise<LevelRow> => {
  const [level] = await world.app.store.levelsOfVariants([variantId]);
  if (level === undefined) throw new Error(`nothing of ${variantId} lies anywhere`);
  return level;
};
const hold = (variantId: string, quantity: number) =>
  world.app.messaging.transaction(tx => allocateOrder(world.app, tx, placed(orderOf([{ variantId, quantity }]))));

describe('receiving', () => {
  test('a receipt sent twenty times at once is booked once, and each gets the same level', async () => {
    const receipt = { variantId: newVariant(), shelfId: site.shelves[0].id, quantity: 7, reference: 'LS-1', idempotencyKey: key() };
    const answers = await Promise.all(Array.from({ length: 20 }, () => receiveStock(world.app, walter, receipt)));
    expect(new Set(answers.map(({ levels }) => levels[0]?.id)).size).toBe(1);
    expect(answers.every(({ levels, userErrors }) => levels[0]?.onHand === 7 && userErrors.length === 0)).toBe(true);
    expect(await levelOf(receipt.variantId)).toMatchObject({ onHand: 7, allocated: 0 });
  });

  test('a key that comes with another receipt is refused', async () => {
    const receipt = { variantId: newVariant(), shelfId: site.shelves[0].id, quantity: 7, idempotencyKey: key() };
    await receiveStock(world.app, walter, receipt);
    expect((await receiveStock(world.app, walter, { ...receipt, quantity: 8 })).userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
    expect(await levelOf(receipt.variantId)).toMatchObject({ onHand: 7 });
  });

  test('a shelf that is not there, a quantity of none and an id that is no variant are refused', async () => {
    const receipt = { variantId: newVariant(), shelfId: site.shelves[0].id, quantity: 1, idempotencyKey: key() };
    expect((await receiveStock(world.app, walter, { ...receipt, shelfId: newId('shf') })).userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: ['input', 'shelfId'] },
    ]);
    expect((await receiveStock(world.app, walter, { ...receipt, quantity: 0 })).userErrors).toMatchObject([
      { code: 'INVALID', field: ['input', 'quantity'] },
    ]);
    expect((await receiveStock(world.app, walter, { ...receipt, variantId: 'var_x' })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

describe('correcting', () => {
  test('an adjustment goes down to what is held for orders and no further, and a refusal binds no key', async () => {
    const variantId = await stocked(world.app, site.shelves[0].id, 5);
    await hold(variantId, 3);
    const adjustment = { variantId, shelfId: site.shelves[0].id, delta: -3, reason: 'broken', expectedVersion: null, idempotencyKey: key() };
    const refused = await adjustStock(world.app, walter, adjustment);
    expect(refused).toMatchObject({
      levels: [{ onHand: 5, allocated: 3 }],
      userErrors: [{ code: 'INSUFFICIENT_STOCK', field: ['input', 'delta'], message: expect.stringContaining('at most 2') }],
    });
    expect((await adjustStock(world.app, walter, { ...adjustment, delta: -2 })).levels).toMatchObject([{ onHand: 3, allocated: 3 }]);
    expect(await disagreements(world.app)).toEqual([]);
  });

  test('what was taken away where nothing lies is refused, and no empty level is left behind', async () => {
    const variantId = newVariant();
    const nothing = await adjustStock(world.app, walter, {
      variantId,
      shelfId: site.shelves[0].id,
      delta: -1,
      reason: 'broken',
      expectedVersion: null,
      idempotencyKey: key(),
    });
    expect(nothing).toMatchObject({ levels: [], userErrors: [{ code: 'INSUFFICIENT_STOCK' }] });
    expect(await world.app.store.levelsOfVariants([variantId])).toEqual([]);
  });

  test.each([0, 1])('version %p of a level that was never there is a conflict, and no level is made', async expectedVersion => {
    const place = { variantId: newVariant(), shelfId: site.shelves[0].id, expectedVersion };
    const adjustment = { ...place, delta: 5, reason: 'found', idempotencyKey: key() };
    const conflict = { levels: [], userErrors: [{ code: 'CONFLICT', field: ['input', 'expectedVersion'] }] };
    expect(await adjustStock(world.app, walter, adjustment)).toMatchObject(conflict);
    expect(await countStock(world.app, walter, { ...place, counted: 5, idempotencyKey: key() })).toMatchObject(conflict);
    expect(await world.app.store.levelsOfVariants([place.variantId])).toEqual([]);
  });

  test('a count below what is held for orders is refused, and says how many those are', async () => {
    const variantId = await stocked(world.app, site.shelves[0].id, 5);
    await hold(variantId, 3);
    const { version: expectedVersion } = await levelOf(variantId);
    const count = { variantId, shelfId: site.shelves[0].id, counted: 2, expectedVersion, idempotencyKey: key() };
    expect((await countStock(world.app, walter, count)).userErrors).toMatchObject([
      { code: 'INSUFFICIENT_STOCK', field: ['input', 'counted'], message: expect.stringContaining('3 at least') },
    ]);
  });

  test('a count books the difference, and is refused with the level as it is when somebody else was there meanwhile', async () => {
    const variantId = await stocked(world.app, site.shelves[0].id, 5);
    const { version } = await levelOf(variantId);
    await stocked(world.app, site.shelves[0].id, 1, variantId);
    const count = { variantId, shelfId: site.shelves[0].id, counted: 4, idempotencyKey: key() };
    const late = await countStock(world.app, walter, { ...count, expectedVersion: version });
    expect(late).toMatchObject({ levels: [{ onHand: 6, version: version + 1 }], userErrors: [{ code: 'CONFLICT' }] });
    expect((await countStock(world.app, walter, { ...count, expectedVersion: null })).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
    expect((await countStock(world.app, walter, { ...count, expectedVersion: version + 1 })).levels).toMatchObject([{ onHand: 4 }]);
    expect(await disagreements(world.app)).toEqual([]);
  });

  test('what nobody knew to be there is counted without a version', async () => {
    const variantId = newVariant();
    const counted = await countStock(world.app, walter, {
      variantId,
      shelfId: site.shelves[1].id,
      counted: 9,
      expectedVersion: null,
      idempotencyKey: key(),
    });
    expect(counted).toMatchObject({ levels: [{ onHand: 9 }], userErrors: [] });
  });
});

describe('moving', () => {
  test('goods go from shelf to shelf, what is held stays', async () => {
    const variantId = await stocked(world.app, site.shelves[0].id, 5);
    await hold(variantId, 2);
    const move = {
      variantId,
      fromShelfId: site.shelves[0].id,
      toShelfId: site.shelves[2].id,
      quantity: 4,
      expectedVersion: null,
      idempotencyKey: key(),
    };
    expect(await moveStock(world.app, walter, move)).toMatchObject({
      from: { onHand: 5, allocated: 2 },
      to: null,
      userErrors: [{ code: 'INSUFFICIENT_STOCK', field: ['input', 'quantity'], message: expect.stringContaining('at most 3') }],
    });
    const moved = await moveStock(world.app, walter, { ...move, quantity: 3 });
    expect(moved).toMatchObject({ from: { onHand: 2, allocated: 2 }, to: { onHand: 3, allocated: 0 }, userErrors: [] });
    expect(await moveStock(world.app, walter, { ...move, quantity: 3 })).toEqual(moved);
    expect(await disagreements(world.app)).toEqual([]);
  });

  test('a refused move leaves no level where the goods were to go, and no trace of a variant that nobody knows', async () => {
    const [from, to, elsewhere] = site.shelves;
    const [unknown, known] = [newVariant(), await stocked(world.app, elsewhere.id, 5)];
    const move = { fromShelfId: from.id, toShelfId: to.id, quantity: 1, expectedVersion: null };
    for (const variantId of [unknown, known]) {
      expect(await moveStock(world.app, walter, { ...move, variantId, idempotencyKey: key() })).toMatchObject({
        from: null,
        to: null,
        userErrors: [{ code: 'INSUFFICIENT_STOCK', field: ['input', 'quantity'] }],
      });
    }
    const versioned = { ...move, variantId: unknown, expectedVersion: 0, idempotencyKey: key() };
    expect((await moveStock(world.app, walter, versioned)).userErrors).toMatchObject([{ code: 'CONFLICT', field: ['input', 'expectedVersion'] }]);
    expect((await world.app.store.levelsOfVariants([unknown, known])).map(({ shelfId }) => shelfId)).toEqual([elsewhere.id]);
    expect(await world.app.store.variantsById([unknown])).toEqual([]);
  });

  test('a key whose move was refused moves the goods once they are there', async () => {
    const [from, to] = site.shelves;
    const variantId = newVariant();
    const move = { variantId, fromShelfId: from.id, toShelfId: to.id, quantity: 1, expectedVersion: null, idempotencyKey: key() };
    expect((await moveStock(world.app, walter, move)).userErrors).toMatchObject([{ code: 'INSUFFICIENT_STOCK' }]);
    await stocked(world.app, from.id, 1, variantId);
    expect(await moveStock(world.app, walter, move)).toMatchObject({ from: { onHand: 0 }, to: { onHand: 1 }, userErrors: [] });
  });

  test('a move of all that lies there, sent ten times at once, is booked once, and none of the ten is told that nothing is left', async () => {
    const [from, to] = site.shelves;
    const variantId = await stocked(world.app, from.id, 3);
    const { version: expectedVersion } = await levelOf(variantId);
    const move = { variantId, fromShelfId: from.id, toShelfId: to.id, quantity: 3, expectedVersion, idempotencyKey: key() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => moveStock(world.app, walter, move)));
    for (const answer of answers) expect(answer).toMatchObject({ from: { onHand: 0 }, to: { onHand: 3 }, userErrors: [] });
    expect(await disagreements(world.app)).toEqual([]);
  });

  test('a shelf that is not there is refused by its argument', async () => {
    const variantId = await stocked(world.app, site.shelves[0].id, 5);
    const move = { variantId, fromShelfId: site.shelves[0].id, toShelfId: site.shelves[1].id, quantity: 1, expectedVersion: null };
    for (const argument of ['fromShelfId', 'toShelfId'] as const) {
      const { userErrors } = await moveStock(world.app, walter, { ...move, [argument]: newId('shf'), idempotencyKey: key() });
      expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', argument] }]);
    }
  });

  test('two who move the same goods against each other do not wait for each other', async () => {
    const variantId = await stocked(world.app, site.shelves[0].id, 100);
    await stocked(world.app, site.shelves[1].id, 100, variantId);
    const [one, other] = site.shelves;
    const moves = Array.from({ length: 20 }, (_, index) => {
      const [from, to] = index % 2 === 0 ? [one, other] : [other, one];
      return moveStock(world.app, walter, {
        variantId,
        fromShelfId: from.id,
        toShelfId: to.id,
        quantity: 1,
        expectedVersion: null,
        idempotencyKey: key(),
      });
    });
    expect((await Promise.all(moves)).every(({ userErrors }) => userErrors.length === 0)).toBe(true);
    expect(await disagreements(world.app)).toEqual([]);
  });
});
