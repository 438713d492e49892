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
