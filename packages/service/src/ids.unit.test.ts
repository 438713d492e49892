import { expect, test } from '@jest/globals';
import { base32, isId, newEventId, newId } from './ids.ts';

test('ids are prefixed, 26 characters of base 32, and sort by the time of their making', () => {
  const ids = Array.from({ length: 1_000 }, () => newId('ord'));
  expect(ids.every(id => /^ord_[0-9a-hjkmnp-tv-z]{26}$/.test(id))).toBe(true);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test('an id is told from what cannot name anything', () => {
  const id = newId('ord');
  expect(isId('ord', id)).toBe(true);
  for (const text of ['', 'ord_', id.slice(1), `${id}0`, id.replace('ord', 'oln'), `${id.slice(0, -1)}u`, id.toUpperCase()])
    expect(isId('ord', text)).toBe(false);
});

test('base 32 has no letters that are read as others, and keeps the order of the bytes', () => {
  expect(base32(new Uint8Array(16))).toBe('0'.repeat(26));
  expect(base32(new Uint8Array(16).fill(255))).toBe(`7${'z'.repeat(25)}`);
  expect(base32(Uint8Array.of(...Array.from({ length: 15 }, () => 0), 33))).toBe(`${'0'.repeat(24)}11`);
});

test('events get a UUID of version 7, as readers of CloudEvents expect', () => {
  expect(newEventId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
