import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { versionNet } from './version-net.ts';

beforeEach(() => void jest.useFakeTimers({ advanceTimers: false }));
afterEach(() => void jest.useRealTimers());

function playedNet() {
  const versions = new Map([
    ['a', 1],
    ['b', 1],
  ]);
  const reads: (readonly string[])[] = [];
  const faults: unknown[] = [];
  const away = { now: false };
  const net = versionNet({
    versionsOf: async ids => {
      reads.push(ids);
      if (away.now) throw new Error('away');
      return versions;
    },
    onFault: error => faults.push(error),
  });
  const rings: string[] = [];
  const watch = (id: string, seen = 1) => net.watch(id, { seen: () => seen, changed: () => void rings.push(id) });
  return { versions, reads, faults, away, rings, watch };
}
const seconds = (count: number) => jest.advanceTimersByTimeAsync(count * 1_000);

test('everything that is followed is read at once each second, however many follow it', async () => {
  const { reads, rings, watch } = playedNet();
  for (const id of ['a', 'b', 'a']) watch(id);
  await seconds(3);
  expect(reads).toEqual([
    ['a', 'b'],
    ['a', 'b'],
    ['a', 'b'],
  ]);
  expect(rings).toEqual([]);
});

test('who has not seen the newest version is told, and so is everybody when there is nothing any more', async () => {
  const { versions, rings, watch } = playedNet();
  watch('a');
  watch('a', 2);
  watch('b');
  versions.set('a', 2);
  versions.delete('b');
  await seconds(1);
  expect(rings).toEqual(['a', 'b']);
});

test('when nobody follows anything, nothing is read, until somebody does again', async () => {
  const { reads, watch } = playedNet();
  const leave = watch('a');
  await seconds(1);
  leave();
  await seconds(5);
  expect(reads).toHaveLength(1);
  watch('b');
  await seconds(1);
  expect(reads).toEqual([['a'], ['b']]);
});

test('a read that fails is told of and done again', async () => {
  const { versions, faults, away, rings, watch } = playedNet();
  watch('a');
  versions.set('a', 2);
  away.now = true;
  await seconds(2);
  expect([faults.length, rings.length]).toEqual([2, 0]);
  away.now = false;
  await seconds(1);
  expect(rings).toEqual(['a']);
});
