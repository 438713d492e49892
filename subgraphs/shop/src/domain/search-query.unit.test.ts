import { expect, test } from '@jest/globals';
import { completions, fits, termsOf, tsQuery } from './search-query.ts';
import { queryWords, wordsOf } from './search-words.ts';
import { spellings, typingErrors } from './spelling.ts';

const known = new Map([
  ['jakcet', ['jacket', 'jack', 'packet']],
  ['rain', ['rain', 'brain']],
  ['ja', ['jacket', 'jam']],
]);

test.each([
  ['jacket', 'jacket', 0],
  ['jaket', 'jacket', 1],
  ['jakcet', 'jacket', 1],
  ['jackett', 'jacket', 1],
  ['jocket', 'jacket', 1],
  ['jakcte', 'jacket', 2],
  ['teapot', 'jacket', 3],
])('%s is %s with %d typing errors', (typed, meant, errors) => {
  expect(typingErrors(typed, meant, 2)).toBe(errors);
});

test('a short word is taken as it was typed, a known one too', () => {
  expect(spellings('cat', ['car', 'hat'])).toEqual([]);
  expect(spellings('rain', ['rain', 'ruin'])).toEqual(['rain']);
});

test('a word with an error is searched by what it may mean, and as the beginning of a word', () => {
  expect(tsQuery(termsOf(['rain', 'jakcet'], known))).toBe('(rain) & (jakcet | jacket | jakcet:*)');
});

test('while it is being typed, the last word may be unfinished', () => {
  expect(tsQuery(termsOf(['rain', 'ja'], known))).toBe('(rain) & (ja)');
  expect(tsQuery(termsOf(['rain', 'ja'], known, true))).toBe('(rain) & (ja | ja:*)');
});

test('queries are finished with the words of the names that fit', () => {
  const names = ['Rain jacket Öland', 'Jam jar, rain-proof', 'Tea pot'];
  expect(completions(termsOf(['rain', 'ja'], known, true), names)).toEqual(['rain jacket', 'rain jam']);
  expect(fits(termsOf(['ja'], known, true), 'Jackets & coats')).toBe(true);
  expect(fits(termsOf(['ja'], known), 'Jackets & coats')).toBe(false);
});

test('a SKU is found by its parts and without its signs', () => {
  expect(wordsOf('TS-01/Blau')).toEqual(['ts', '01', 'blau', 'ts01blau']);
});

test('nothing that PostgreSQL reads as an operator gets into a query', () => {
  expect(queryWords(`a' & !b | (c:*) <-> \\ d`)).toEqual(['a', 'b', 'c', 'd']);
});
