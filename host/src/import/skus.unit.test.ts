import { expect, test } from '@jest/globals';
import { derivedSku } from './skus.ts';

test('a SKU is made of handle and options, the same each time', () => {
  expect(derivedSku('wool-scarf', ['Light blue', 'M'])).toBe('WOOL-SCARF.LIGHT-BLUE.M');
  expect(derivedSku('wool-scarf', [])).toBe('WOOL-SCARF');
  expect(derivedSku('a', ['½ l'])).toBe(derivedSku('a', ['½ l']));
});

test('variants that look alike in plain letters have different SKUs', () => {
  const values = ['S/M', 'S M', 'Rosé', 'Rose', 'Röse', '½', '⅓', '紅', '藍', '.5', '5', '1.5', '15', '-5'];
  const skus = values.map(value => derivedSku('cup', [value]));
  expect(new Set(skus).size).toBe(values.length);
  expect(derivedSku('a-b', ['c'])).not.toBe(derivedSku('a', ['b', 'c']));
});

test('a SKU is never longer than the shop takes', () => {
  expect(derivedSku('x'.repeat(200), ['y'.repeat(255)]).length).toBeLessThanOrEqual(100);
});
