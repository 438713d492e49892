import { expect, test } from '@jest/globals';
import { slopeOf } from './slope.ts';

test('a heap that grows evenly has the slope of its growth, without error', () => {
  const { slope, error } = slopeOf([0, 100, 200, 300].map(orders => [orders, 40 + orders * 0.25]));
  expect(slope).toBeCloseTo(0.25, 10);
  expect(error).toBeCloseTo(0, 10);
});

test('a heap that goes up and down around one size does not grow, within the error', () => {
  const { slope, error } = slopeOf([50, 52, 49, 51, 50, 52, 49, 51].map((amount, at) => [at * 100, amount]));
  expect(Math.abs(slope)).toBeLessThan(error);
});
