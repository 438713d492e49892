import { describe, expect, test } from '@jest/globals';
import { search } from './search.ts';

describe('every interleaving of an order ends well', () => {
  test.each([
    { parcels: 1, order: 'key' },
    { parcels: 1, order: 'any' },
    { parcels: 2, order: 'key' },
    { parcels: 2, order: 'any' },
  ] as const)('with $parcels parcels, messages in the order of $order', rules => {
    const { moments, rests, breaches } = search(rules);
    expect(breaches).toEqual([]);
    expect(rests).toBeGreaterThan(100);
    expect(moments).toBeGreaterThan(3_000);
  });
});

describe('every interleaving in which one message is lost ends well, because what waits in vain is announced again', () => {
  test('with messages in the order of their keys', () => {
    expect(search({ parcels: 1, order: 'key', troubles: { losses: 1 } }).breaches).toEqual([]);
  });

  test('with messages in any order, and nobody who tries again', () => {
    expect(search({ parcels: 1, order: 'any', troubles: { losses: 1, retries: 0 } }).breaches).toEqual([]);
  });
});
