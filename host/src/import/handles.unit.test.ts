import { expect, test } from '@jest/globals';
import { slugOf, slugOfHandle } from './handles.ts';

test.each([
  ['Outdoor & Camping', 'outdoor-camping'],
  ['Große Öfen', 'grosse-ofen'],
  ['  T-Shirts ', 't-shirts'],
  ['紅茶', '紅茶'],
  ['🎉', ''],
])('the category %s is found at %s', (name, slug) => {
  expect(slugOf(name)).toBe(slug);
});

test('a slug is never longer than an address takes, and ends in whole letters', () => {
  expect(slugOf('𝒳'.repeat(200)).isWellFormed()).toBe(true);
  expect(slugOf(`${'a'.repeat(119)}𐐨`)).toBe('a'.repeat(119));
});

test('a handle stays as it is where it can stand in an address', () => {
  expect(slugOfHandle('Blue_Jacket-2.0')).toBe('Blue_Jacket-2.0');
  expect(slugOfHandle('blue jacket/2')).toBe('blue-jacket-2');
});
