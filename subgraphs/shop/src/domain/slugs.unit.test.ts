import { expect, test } from '@jest/globals';
import { freeSlug, isSlug, slugify } from './slugs.ts';

test.each([
  ['Rain jacket “Öland”', 'rain-jacket-oland'],
  ['  Größe: 42 / L  ', 'grosse-42-l'],
  ['Æbleskiver & smørrebrød', 'aebleskiver-smorrebrod'],
  ['Чай', 'чай'],
  ['!!!', ''],
])('%s is found at %s', (name, slug) => {
  expect(slugify(name)).toBe(slug);
});

test('a slug made of any name can stand in an address', () => {
  for (const name of ['Rain jacket', 'x'.repeat(500), '100 % cotton', 'Ĳssel']) expect(isSlug(slugify(name))).toBe(true);
});

test('a slug that is taken gets a number', () => {
  const taken = new Set(['lamp', 'lamp-2']);
  expect(freeSlug('lamp', slug => taken.has(slug))).toBe('lamp-3');
  expect(freeSlug('desk', slug => taken.has(slug))).toBe('desk');
});
