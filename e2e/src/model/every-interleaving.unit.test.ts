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
    expect(moments).toBeGreaterThan(2_000);
  });
});

describe('every interleaving in which one message is lost ends well, because what waits in vain is announced again', () => {
  test.each([
    ['with messages in the order of their keys, and customers who try again', { parcels: 1, order: 'key', troubles: { losses: 1, actions: 0 } }],
    ['with messages in the order of their keys, and 3-D Secure', { parcels: 1, order: 'key', troubles: { losses: 1, retries: 0 } }],
    ['with messages in any order', { parcels: 1, order: 'any', troubles: { losses: 1, retries: 0, actions: 0 } }],
  ] as const)('%s', (_how, rules) => {
    expect(search(rules).breaches).toEqual([]);
  });
});
