import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type FreeLevel, planAllocation, type PlannedPart, planPartial, type WantedLine } from './allocation-plan.ts';

const level = (variantId: string, place: string, free: number): FreeLevel => ({
  variantId,
  shelfId: place,
  warehouseId: place.split('-')[0] ?? '',
  free,
});
const line = (variantId: string, quantity: number, lineId = `line of ${variantId}`): WantedLine => ({ lineId, variantId, quantity });

/** `line: 2 from BER-1` */
const shown = (plan: ReturnType<typeof planAllocation>): readonly string[] =>
  plan.outcome === 'lacking'
    ? plan.missing.map(({ orderLineId, requested, available }) => `${orderLineId}: ${available} of ${requested}`)
    : plan.parts.map(({ lineId, quantity, shelfId }) => `${lineId}: ${quantity} from ${shelfId}`);

describe('an order is planned', () => {
  test('from one warehouse that has everything, though another has more of a part', () => {
    const levels = [level('a', 'BER-1', 100), level('a', 'HAM-1', 2), level('b', 'HAM-2', 1)];
    expect(shown(planAllocation([line('a', 2), line('b', 1)], levels))).toEqual(['line of a: 2 from HAM-1', 'line of b: 1 from HAM-2']);
  });

  test('over warehouses when none has everything, a line split where it must be', () => {
    const levels = [level('a', 'BER-1', 3), level('a', 'HAM-1', 2)];
    expect(shown(planAllocation([line('a', 5)], levels))).toEqual(['line of a: 3 from BER-1', 'line of a: 2 from HAM-1']);
  });

  test('from one shelf when one has enough, the emptiest such, so that shelves become free', () => {
    const levels = [level('a', 'BER-1', 9), level('a', 'BER-2', 4), level('a', 'BER-3', 2)];
    expect(shown(planAllocation([line('a', 3)], levels))).toEqual(['line of a: 3 from BER-2']);
  });

  test('from as few shelves as it takes when none has enough', () => {
    const levels = [level('a', 'BER-1', 1), level('a', 'BER-2', 4), level('a', 'BER-3', 2)];
    expect(shown(planAllocation([line('a', 5)], levels))).toEqual(['line of a: 4 from BER-2', 'line of a: 1 from BER-1']);
  });

  test('not at all when a line is lacking: what two lines want of one variant counts together', () => {
    const plan = planAllocation([line('a', 2, 'first'), line('a', 2, 'second'), line('b', 1)], [level('a', 'BER-1', 3), level('b', 'BER-2', 9)]);
    expect(shown(plan)).toEqual(['second: 1 of 2']);
  });
});

test('a part is planned of what cannot be had in full', () => {
  expect(
    planPartial(line('a', 5), [level('a', 'BER-1', 1), level('b', 'BER-1', 9), level('a', 'BER-2', 2)]).map(({ shelfId, quantity }) => [
      shelfId,
      quantity,
    ]),
  ).toEqual([
    ['BER-2', 2],
    ['BER-1', 1],
  ]);
  expect(planPartial(line('a', 5), [])).toEqual([]);
});

const variants = fc.constantFrom('a', 'b', 'c');
const places = fc.constantFrom('BER-1', 'BER-2', 'HAM-1', 'HAM-2', 'MUC-1');
const someLevels = fc.uniqueArray(fc.record({ variantId: variants, place: places, free: fc.integer({ min: 1, max: 6 }) }), {
  selector: ({ variantId, place }) => `${variantId} ${place}`,
});
const someLines = fc.array(fc.record({ variantId: variants, quantity: fc.integer({ min: 1, max: 7 }) }), { minLength: 1, maxLength: 4 });

test('whatever lies where, a plan gives each line what it wants and takes from no shelf more than it has', () => {
  fc.assert(
    fc.property(someLevels, someLines, (lying, wanted) => {
      const levels = lying.map(({ variantId, place, free }) => level(variantId, place, free));
      const lines = wanted.map(({ variantId, quantity }, index) => line(variantId, quantity, `${index}`));
      const plan = planAllocation(lines, levels);
      const fits = ['a', 'b', 'c'].every(
        variantId =>
          lines.filter(one => one.variantId === variantId).reduce((sum, { quantity }) => sum + quantity, 0) <=
          levels.filter(one => one.variantId === variantId).reduce((sum, { free }) => sum + free, 0),
      );
      expect(plan.outcome).toBe(fits ? 'allocated' : 'lacking');
      if (plan.outcome === 'lacking') return;
      const taken = (of: (part: PlannedPart) => boolean): number => plan.parts.filter(of).reduce((sum, { quantity }) => sum + quantity, 0);
      for (const { lineId, quantity } of lines) expect(taken(part => part.lineId === lineId)).toBe(quantity);
      for (const { variantId, shelfId, free } of levels)
        expect(taken(part => part.variantId === variantId && part.shelfId === shelfId)).toBeLessThanOrEqual(free);
      // one part a line and shelf: the database keeps no second one
      expect(new Set(plan.parts.map(({ lineId, shelfId }) => `${lineId} ${shelfId}`)).size).toBe(plan.parts.length);
      expect(planAllocation(lines, levels.toReversed())).toEqual(plan);
    }),
  );
});
