import { expect, test } from '@jest/globals';
import { headerOf } from './columns.ts';

test('columns are found by either of their names, however they are written', () => {
  const { positions, others, missing } = headerOf(['url handle', ' TITLE ', 'Option1  Name', 'Price', 'Tags', '']);
  expect([...positions]).toEqual([
    ['handle', 0],
    ['title', 1],
    ['option1Name', 2],
    ['price', 3],
  ]);
  expect(others).toEqual([
    { name: 'Tags', position: 4 },
    { name: 'column 6', position: 5 },
  ]);
  expect(missing).toEqual([]);
});

test('columns without which there are no products are named', () => {
  expect(headerOf(['Name', 'Preis']).missing).toEqual(['Handle', 'Title', 'Variant Price']);
});
