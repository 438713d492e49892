import { expect, test } from '@jest/globals';
import { createFetchRounds } from './fetch-rounds.ts';

test('what a broker was asked for before the group shared anew is not taken, until every broker was asked again', () => {
  const rounds = createFetchRounds();
  rounds.began('1', 0);
  rounds.began('2', 0);
  expect(rounds.mayBeStale(1)).toBe(false);
  rounds.joined();
  rounds.began('1', 10);
  expect(rounds.mayBeStale(11)).toBe(true);
  rounds.began('2', 12);
  expect(rounds.mayBeStale(13)).toBe(false);
});

test('a broker that is gone and is never asked again holds nothing up for good', () => {
  const rounds = createFetchRounds();
  rounds.began('1', 0);
  rounds.began('2', 0);
  rounds.joined();
  rounds.began('1', 10);
  expect(rounds.mayBeStale(16_000)).toBe(false);
});
