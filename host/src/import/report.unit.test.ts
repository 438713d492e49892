import { expect, test } from '@jest/globals';
import { addGoods, emptyReport, reportLines } from './report.ts';

test('a report says what came in, what was booked, what was left out, and why', () => {
  const report = emptyReport();
  Object.assign(report, { rows: 1_204, imported: 1, unchanged: 3, shelf: 'BER-IN-IMPORT' });
  addGoods(report.booked, 7);
  addGoods(report.known, 1);
  addGoods(report.known, 4);
  report.ignored.set('Tags', 2);
  report.problems.push({ line: 9, reason: 'has no Title' }, { line: 4, reason: '"free" is not a price' });
  expect(reportLines(report)).toEqual([
    '1,204 rows read: 1 product imported, 3 unchanged.',
    '7 units of 1 variant booked on shelf BER-IN-IMPORT.',
    '5 units of 2 variants were not booked: the warehouse has stock of its own of what it knows already.',
    'Not taken over: Tags (2 rows).',
    '2 problems:',
    '  line 4: "free" is not a price',
    '  line 9: has no Title',
  ]);
});
