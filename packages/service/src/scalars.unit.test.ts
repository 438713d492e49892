import { expect, test } from '@jest/globals';
import { Kind } from 'graphql';
import { scalars } from './scalars.ts';

test.each([
  ['Decimal', ['12.50', '-3', '0.0000000001'], ['12,50', '1e3', '.5', '12.', '', 12.5]],
  ['CurrencyCode', ['EUR', 'JPY'], ['eur', 'EURO', 'XXY', '']],
  ['CountryCode', ['DE', 'US'], ['Germany', 'D', 7]],
  ['URL', ['https://shop.test/back?order=1', 'http://localhost:3000'], ['javascript:alert(1)', '/back', `https://shop.test/${'a'.repeat(2_000)}`]],
] as const)('%s takes what it is, and nothing else', (name, good, bad) => {
  const scalar = scalars[name];
  for (const value of good) expect(scalar.parseValue(value)).toBe(value);
  for (const value of bad) expect(() => scalar.parseValue(value)).toThrow();
});

test('a number written into an operation is a decimal too', () => {
  expect(scalars.Decimal.parseLiteral({ kind: Kind.FLOAT, value: '12.50' })).toBe('12.50');
  expect(() => scalars.Decimal.parseLiteral({ kind: Kind.BOOLEAN, value: true })).toThrow('is not a Decimal');
});

test('times are dates inside and ISO 8601 in UTC outside', () => {
  const noon = new Date('2026-11-22T12:00:00.000Z');
  expect(scalars.DateTime.parseValue('2026-11-22T13:00:00+01:00')).toEqual(noon);
  expect(JSON.parse(JSON.stringify(scalars.DateTime.serialize(noon)))).toBe('2026-11-22T12:00:00.000Z');
  expect(() => scalars.DateTime.parseValue('yesterday')).toThrow();
});
