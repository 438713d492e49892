import { expect, test } from '@jest/globals';
import { boundedCache } from './bounded-cache.ts';

test('an entry is gone at its last moment', () => {
  let time = 0;
  const cache = boundedCache<string>(10, () => time);
  cache.set('a', 'kept', 100);
  cache.set('b', 'late already', 0);
  expect([cache.get('a'), cache.get('b')]).toEqual(['kept', undefined]);
  time = 100;
  expect(cache.get('a')).toBeUndefined();
  expect(cache.size).toBe(0);
});

test('what was used longest ago makes room', () => {
  const cache = boundedCache<number>(2, () => 0);
  cache.set('a', 1, 1);
  cache.set('b', 2, 1);
  cache.get('a');
  cache.set('c', 3, 1);
  expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([1, undefined, 3]);
});

test('entries that are over do not wait for their room to be needed', () => {
  let time = 0;
  const cache = boundedCache<number>(10_000, () => time);
  for (let guest = 0; guest < 1_000; guest += 1) {
    time += 1;
    cache.set(`guest ${guest}`, guest, time + 60);
  }
  expect(cache.size).toBe(60);
  expect(cache.get('guest 999')).toBe(999);
});
