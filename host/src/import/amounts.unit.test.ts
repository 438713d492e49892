import { describe, expect, test } from '@jest/globals';
import { plainDecimal, readGrams, readPrice, readQuantity } from './amounts.ts';

describe('amounts in files from the wild', () => {
  test.each([
    ['19.99', '19.99'],
    ['19.9', '19.90'],
    ['20', '20.00'],
    ['20.', '20.00'],
    ['.5', '0.50'],
    ['0.00', '0.00'],
    ['10.000', '10.00'],
    ['1,299.00', '1299.00'],
    ['1,299', '1299.00'],
    ['1.299,00', '1299.00'],
    ['19,90', '19.90'],
    ['€19.99', '19.99'],
    ['19,99 €', '19.99'],
    ['EUR 5', '5.00'],
    ['$ 1,000,000.50', '1000000.50'],
    ["'12.50", '12.50'],
    ['12\u00a0345,00', '12345.00'],
  ])('%s is a price of %s', (cell, amount) => {
    expect(readPrice(cell, 'EUR')).toEqual({ value: { amount, currencyCode: 'EUR' } });
  });

  test.each(['free', '1.299', '12,3456', '1,29,9', '--5', '1e3', '12.50.10', 'abc 5'])('%s is no price', cell => {
    expect(readPrice(cell, 'EUR').reason).toBeDefined();
  });

  test('a price below nothing is refused', () => {
    expect(readPrice('-5.00', 'EUR')).toEqual({ reason: 'the price -5.00 is negative' });
  });

  test('grams are rounded, may be none, and are never negative', () => {
    expect(readGrams('453.59')).toEqual({ value: 454 });
    expect(readGrams('0')).toEqual({ value: 0 });
    expect(readGrams('1,200.0')).toEqual({ value: 1_200 });
    expect(readGrams(undefined)).toEqual({ value: 0 });
    expect(readGrams('-5')).toEqual({ reason: 'a weight of -5 g is negative' });
    expect(readGrams('99999999999').reason).toMatch(/more than anything may weigh/);
    expect(readGrams('heavy')).toEqual({ reason: '"heavy" is not a weight in grams' });
  });

  test('what is oversold elsewhere is a stock of none', () => {
    expect(readQuantity('12')).toEqual({ value: 12 });
    expect(readQuantity('12.0')).toEqual({ value: 12 });
    expect(readQuantity('-3')).toEqual({ value: 0 });
    expect(readQuantity(undefined)).toEqual({ value: 0 });
    expect(readQuantity('some')).toEqual({ reason: '"some" is not a quantity in stock' });
    expect(readQuantity('99999999999').reason).toBeDefined();
    expect(readQuantity('1.5')).toEqual({ reason: '"1.5" is not a quantity in stock' });
  });

  test('a number is a number whatever space surrounds it', () => {
    expect(plainDecimal(' 7 ')).toBe('7');
    expect(plainDecimal('')).toBeUndefined();
  });
});
