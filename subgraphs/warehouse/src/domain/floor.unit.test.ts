import { describe, expect, test } from '@jest/globals';
import { availabilityOf, tellingOf } from './availability.ts';
import { adjustLevel, countLevel } from './corrections.ts';
import { changesOf } from './movements.ts';
import { inWalkingOrder, parcelWeight, pickingStatus, taskStatus } from './picking.ts';
import { fillTote } from './tote.ts';

test('the way through the warehouse goes by numbers as people count: A2 before A10', () => {
  const places = ['A10-1', 'A2-10', 'B1-1', 'A2-9'].map(place => ({ aisleCode: place.split('-')[0] ?? '', shelfCode: place.split('-')[1] ?? '' }));
  expect(places.toSorted(inWalkingOrder).map(({ aisleCode, shelfCode }) => `${aisleCode}-${shelfCode}`)).toEqual(['A2-9', 'A2-10', 'A10-1', 'B1-1']);
});

test('a parcel that nobody weighed weighs its lines and its packaging', () => {
  expect(parcelWeight([{ quantity: 2, weightGrams: 400 }])).toBe(950);
  expect(parcelWeight([{ quantity: 2, weightGrams: 0 }])).toBe(150);
});

test('a task is picked once every line is complete, and shown as its parcel stands', () => {
  const [half, full] = [
    { id: '1', quantity: 2, picked: 1 },
    { id: '2', quantity: 2, picked: 2 },
  ];
  expect([pickingStatus([full]), pickingStatus([full, half]), pickingStatus([])]).toEqual(['PICKED', 'PICKING', 'PICKING']);
  expect(taskStatus('OPEN', [full])).toBe('OPEN');
  expect(taskStatus('PICKING', [full])).toBe('PICKED');
  expect(taskStatus('SHIPPED', [full])).toBe('PACKED');
  expect(taskStatus('RELEASED', [full])).toBe('CANCELED');
});

describe('what lies in the tote', () => {
  const lines = [
    { id: '1', quantity: 3, picked: 0 },
    { id: '2', quantity: 1, picked: 1 },
  ];
  test('replaces what was said before, and a short line says what is missing', () => {
    expect(fillTote(lines, [{ lineId: '1', quantity: 2, short: true }])).toEqual({
      lines: [
        { id: '1', quantity: 3, picked: 2, missing: 1 },
        { id: '2', quantity: 1, picked: 1, missing: 0 },
      ],
    });
  });
  test('is refused for a line of another task, for more than was asked for, and for a line named twice', () => {
    expect(fillTote(lines, [{ lineId: '9', quantity: 1, short: false }])).toMatchObject({ refused: 'NOT_FOUND', field: ['0', 'lineId'] });
    expect(fillTote(lines, [{ lineId: '2', quantity: 2, short: false }])).toMatchObject({ refused: 'INVALID', field: ['0', 'quantity'] });
    const twice = { lineId: '1', quantity: 1, short: false };
    expect(fillTote(lines, [twice, twice])).toMatchObject({ refused: 'INVALID', field: ['1', 'lineId'] });
  });
});

describe('a correction', () => {
  const level = { onHand: 5, allocated: 3, version: 7 };
  test('stops at what is held for orders', () => {
    expect([adjustLevel(level, -2, null), adjustLevel(level, -3, null)]).toEqual([{ delta: -2 }, { refused: 'INSUFFICIENT_STOCK' }]);
  });
  test('is refused when the level is no longer what the caller saw', () => {
    expect([adjustLevel(level, 1, 7), adjustLevel(level, 1, 6)]).toEqual([{ delta: 1 }, { refused: 'CONFLICT' }]);
  });
  test('where nothing ever lay is of no version, 0 included', () => {
    expect([adjustLevel(null, 1, null), adjustLevel(null, 1, 0), adjustLevel(null, -1, null)]).toEqual([
      { delta: 1 },
      { refused: 'CONFLICT' },
      { refused: 'INSUFFICIENT_STOCK' },
    ]);
  });
  test('by counting needs the version, but where nothing was known to lie', () => {
    expect([countLevel(level, 4, 7), countLevel(level, 4, null), countLevel(level, 2, 7)]).toEqual([
      { delta: -1 },
      { refused: 'CONFLICT' },
      { refused: 'INSUFFICIENT_STOCK' },
    ]);
    expect([countLevel(null, 4, null), countLevel(null, 4, 1), countLevel({ onHand: 0, allocated: 0, version: 3 }, 4, null)]).toEqual([
      { delta: 4 },
      { refused: 'CONFLICT' },
      { delta: 4 },
    ]);
  });
});

test('movements of one level come to one change of it', () => {
  const place = { variantId: 'v', shelfId: 's', warehouseId: 'w' };
  const movements = [
    { ...place, kind: 'RELEASE' as const, quantity: -2 },
    { ...place, kind: 'ADJUST' as const, quantity: -2 },
    { ...place, kind: 'SHIP' as const, quantity: -1 },
    { ...place, shelfId: 't', kind: 'ALLOCATE' as const, quantity: 2 },
  ];
  expect(changesOf(movements)).toEqual([
    { variantId: 'v', shelfId: 's', onHand: -3, allocated: -3 },
    { variantId: 'v', shelfId: 't', onHand: 0, allocated: 2 },
  ]);
});

describe('what can be promised is told', () => {
  const at = new Date('2026-11-01T12:00:00Z');
  const told = (available: number, reorderPoint = 0) => ({ ...availabilityOf(available, reorderPoint), at });
  const later = (milliseconds: number) => new Date(at.getTime() + milliseconds);
  test('once a second at most, and not at all when it is as it was', () => {
    expect(tellingOf(null, availabilityOf(5, 0), at)).toBe('now');
    expect(tellingOf(told(5), availabilityOf(4, 0), later(999))).toBe('later');
    expect(tellingOf(told(5), availabilityOf(4, 0), later(1_000))).toBe('now');
    expect(tellingOf(told(5), availabilityOf(5, 0), later(5_000))).toBe('never');
  });
  test('at once when it crosses 0 or the reorder point', () => {
    expect(tellingOf(told(1), availabilityOf(0, 0), at)).toBe('now');
    expect(tellingOf(told(0), availabilityOf(1, 0), at)).toBe('now');
    expect(tellingOf(told(5, 5), availabilityOf(4, 5), at)).toBe('now');
  });
});
