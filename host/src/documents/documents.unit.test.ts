import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { documents } from './documents.ts';
import { markdownTable } from './markdown.ts';

const root = path.resolve(import.meta.dirname, '../../..');

describe('the documents that are made from the code', () => {
  test.each(documents)('$path is up to date', ({ path: name, text }) => {
    expect(fs.readFileSync(path.join(root, name), 'utf8')).toBe(text());
  });
});

test('a table survives line breaks and bars in its cells', () => {
  expect(markdownTable(['a', 'b'], [['1|2', '3\n4']])).toBe('| a | b |\n| --- | --- |\n| 1\\|2 | 3<br>4 |');
});
