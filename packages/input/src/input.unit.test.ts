import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { check, isStorable, optionalText, text, unstorableIn, userError } from './index.ts';

describe('text that PostgreSQL would refuse or change', () => {
  test('is U+0000 and half of a surrogate pair, and nothing else', () => {
    expect(['a\u0000b', '\ud83d', 'x\udc00'].map(isStorable)).toEqual([false, false, false]);
    expect(['', 'Straße', '👍🏽', '\u0001\n'].map(isStorable)).toEqual([true, true, true, true]);
  });
  test('is found wherever it hides, keys too', () => {
    expect(unstorableIn({ input: { lines: [{ name: 'fine' }, { name: 'no\u0000' }] } })).toEqual(['input', 'lines', '1', 'name']);
    expect(unstorableIn({ input: { 'bad\u0000': 1 } })).toEqual(['input']);
    expect(unstorableIn({ a: null, b: 1, c: [true, 'x'] })).toBeUndefined();
    expect(unstorableIn(undefined)).toBeUndefined();
  });
});

describe('a check', () => {
  const person = z.object({ name: text(5), note: optionalText(5), tags: z.array(text(3)) });
  test('gives the value, trimmed, with what is blank as null', () => {
    expect(check(person, { name: ' Ann ', note: '  ', tags: [] }, ['input'])).toEqual({ value: { name: 'Ann', note: null, tags: [] } });
  });
  test('names each field that is at fault by its path in the request', () => {
    expect(check(person, { name: '', note: 'too long', tags: ['ok', 'long'] }, ['input']).userErrors).toEqual([
      userError('INVALID', 'must not be empty', ['input', 'name']),
      userError('INVALID', 'must have at most 5 characters', ['input', 'note']),
      userError('INVALID', 'must have at most 3 characters', ['input', 'tags', '1']),
    ]);
  });
  test('counts the characters that are kept, not the blanks around them', () => {
    expect(check(text(3), '   abc   ', ['code']).value).toBe('abc');
  });
});
