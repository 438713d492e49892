import { describe, expect, test } from '@jest/globals';
import { rateId, serviceOfRate } from './rate-ids.ts';

describe("a rate's id", () => {
  test('belongs to one cart and one service, and is the same each time', () => {
    expect(rateId('standard', 'crt_a')).toBe(rateId('standard', 'crt_a'));
    expect(new Set([rateId('standard', 'crt_a'), rateId('standard', 'crt_b'), rateId('green', 'crt_a'), rateId('green', 'crt_b')]).size).toBe(4);
  });

  test('tells which service was chosen, and nothing else does', () => {
    expect(serviceOfRate(rateId('green', 'crt_a'))).toBe('green');
    expect(['', 'rat_green_', 'rat_teleport_1234567890123456789012', 'standard', `${rateId('green', 'crt_a')}x`].map(serviceOfRate)).toEqual([
      ...Array.from({ length: 5 }, () => undefined),
    ]);
  });
});
