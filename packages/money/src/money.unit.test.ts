import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exponentOf, formatMoney, isCurrency, MoneyError, parseMoney, portionOf, roundHalfUp, splitByLargestRemainder } from './index.ts';

const amounts = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 });

describe('an amount', () => {
  test.each([
    ['EUR', 1_250, '12.50'],
    ['EUR', 5, '0.05'],
    ['EUR', -5, '-0.05'],
    ['EUR', 0, '0.00'],
    ['JPY', 1_250, '1250'],
    ['KWD', 1_250, '1.250'],
  ])('of %s %i is written %s, and read again', (currency, amount, text) => {
    expect(formatMoney({ amount, currency })).toEqual({ amount: text, currencyCode: currency });
    expect(parseMoney({ amount: text, currencyCode: currency })).toEqual({ amount, currency });
  });

  test('comes back exactly, whether its currency has no, two or three places', () => {
    fc.assert(
      fc.property(amounts, fc.constantFrom('JPY', 'EUR', 'KWD'), (amount, currency) => {
        expect(parseMoney(formatMoney({ amount, currency }))).toEqual({ amount, currency });
      }),
    );
  });

  test('may have fewer places than its currency, and zeros behind them', () => {
    expect(parseMoney({ amount: '12', currencyCode: 'EUR' }).amount).toBe(1_200);
    expect(parseMoney({ amount: '12.5000', currencyCode: 'EUR' }).amount).toBe(1_250);
    expect(Object.is(parseMoney({ amount: '-0', currencyCode: 'EUR' }).amount, 0)).toBe(true);
  });

  test.each([
    ['12.505', 'EUR', /2 decimal places/],
    ['12.5', 'JPY', /0 decimal places/],
    ['12,50', 'EUR', /write it like 12\.50/],
    ['12.', 'EUR', /write it like/],
    ['1e3', 'EUR', /write it like/],
    ['', 'EUR', /write it like/],
    ['999999999999999.99', 'KWD', /too much/],
    ['1', 'XXY', /not a currency/],
  ])('written %s %s is refused in words', (amount, currencyCode, words) => {
    expect(() => parseMoney({ amount, currencyCode })).toThrow(MoneyError);
    expect(() => parseMoney({ amount, currencyCode })).toThrow(words);
  });

  test('knows its currency and its places', () => {
    expect([isCurrency('EUR'), isCurrency('eur'), isCurrency('XXY')]).toEqual([true, false, false]);
    expect([exponentOf('USD'), exponentOf('KRW'), exponentOf('TND')]).toEqual([2, 0, 3]);
  });
});

describe('rounding', () => {
  test('takes halves away from zero', () => {
    expect([5n, -5n, 4n, -4n, 6n].map(tenths => roundHalfUp(tenths, 10n))).toEqual([1, -1, 0, -0, 1].map(value => value + 0));
    expect(() => roundHalfUp(1n, 0n)).toThrow(RangeError);
  });
  test('of a portion is exact where floating point is not', () => {
    expect(portionOf(9_007_199_254_740_991, 1, 1)).toBe(9_007_199_254_740_991);
    expect(portionOf(1_005, 1, 10)).toBe(101);
    expect(portionOf(9_900, 19, 119)).toBe(1_581);
  });
});

describe('splitting', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 20 });

  test('gives parts that add up to the whole, each within a unit of its share', () => {
    fc.assert(
      fc.property(amounts, weights, (amount, given) => {
        const parts = splitByLargestRemainder(amount, given);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount);
        const total = given.reduce((sum, weight) => sum + weight, 0);
        if (total > 0) parts.forEach((part, index) => expect(Math.abs(part - (amount * (given[index] ?? 0)) / total)).toBeLessThanOrEqual(1.001));
      }),
    );
  });
  test('gives nothing to what weighs nothing beside what does', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 1_000 }), (amount, weight) => {
        expect(splitByLargestRemainder(amount, [0, weight, 0])).toEqual([0, amount, 0]);
      }),
    );
  });
  test('hands what is left to the largest remainders, the earlier first', () => {
    expect(splitByLargestRemainder(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(splitByLargestRemainder(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(splitByLargestRemainder(10, [1, 2, 4])).toEqual([1, 3, 6]);
    expect(splitByLargestRemainder(10, [0, 0])).toEqual([5, 5]);
    expect(splitByLargestRemainder(10, [])).toEqual([]);
    expect(() => splitByLargestRemainder(10, [2, -1])).toThrow(RangeError);
  });
});
