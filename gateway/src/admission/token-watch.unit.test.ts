import { expect, test } from '@jest/globals';
import { tokenWatch } from './token-watch.ts';

/** Keys that a test withdraws, and what was checked since. */
function keys() {
  const hearers = new Set<() => void>();
  const withdrawn = new Set<string>();
  const checked: string[] = [];
  const onKeysWithdrawn = (heard: () => void) => {
    hearers.add(heard);
    return () => void hearers.delete(heard);
  };
  const check = async (token: string): Promise<void> => {
    checked.push(token);
    if (withdrawn.has(token)) throw new Error(`${token} is refused`);
  };
  return {
    watch: tokenWatch({ onKeysWithdrawn }, check),
    checked,
    hearers,
    async withdraw(...tokens: readonly string[]): Promise<void> {
      for (const token of tokens) withdrawn.add(token);
      for (const heard of hearers) heard();
      for (let turns = 0; turns < 10; turns += 1) await new Promise(resolve => setImmediate(resolve));
    },
  };
}

test('whoever uses a refused token hears of it, and nobody else; a token is checked once, however many use it', async () => {
  const { watch, checked, withdraw } = keys();
  const told: string[] = [];
  for (const [token, who] of [
    ['old', 'a'],
    ['old', 'b'],
    ['good', 'c'],
  ] as const)
    watch(token, error => told.push(`${who}: ${String(error)}`));
  await withdraw('old');
  expect(told).toEqual(['a: Error: old is refused', 'b: Error: old is refused']);
  expect(checked).toEqual(['old', 'good']);
});

test('who has stopped watching hears nothing, and when nobody watches nothing is heard of keys', async () => {
  const { watch, checked, hearers, withdraw } = keys();
  const told: unknown[] = [];
  const stops = ['old', 'old', 'good'].map(token => watch(token, error => told.push(error)));
  stops[0]?.();
  await withdraw('old');
  expect(told).toHaveLength(1);
  for (const stop of stops) stop();
  expect(hearers.size).toBe(0);
  await withdraw('old');
  expect(checked).toEqual(['old', 'good']);
  watch('good', error => told.push(error));
  expect(hearers.size).toBe(1);
});

test('of many tokens all are looked at, a few at a time', async () => {
  const { watch, checked, withdraw } = keys();
  for (let index = 0; index < 120; index += 1) watch(`token ${index}`, () => undefined);
  const looked = withdraw();
  expect(checked).toHaveLength(50);
  await looked;
  expect(checked).toHaveLength(120);
});
