import { expect, test } from '@jest/globals';
import { guards } from './guards.ts';
import { type Cell, lifecycle, type Rule } from './lifecycle.ts';
import { stages } from './order-state.ts';

const cells = Object.entries(lifecycle).flatMap(([input, row]) => stages.map(stage => ({ where: `${input} in ${stage}`, cell: row[stage] })));
const rulesIn = (cell: Cell): Rule[] => (typeof cell === 'string' ? [] : cell.filter(rule => typeof rule !== 'string'));

test('every cell has an answer whatever the guards say', () => {
  const open = cells.filter(({ cell }) => {
    const last = typeof cell === 'string' ? cell : cell.at(-1);
    return typeof last !== 'string' && (last === undefined || last.when !== undefined);
  });
  expect(open.map(({ where }) => where)).toEqual([]);
});

test('no rule stands behind one that always holds', () => {
  const hidden = cells.filter(({ cell }) => typeof cell !== 'string' && cell.slice(0, -1).some(rule => typeof rule === 'string' || !rule.when));
  expect(hidden.map(({ where }) => where)).toEqual([]);
});

test('every stage can be reached from another, and every guard is asked', () => {
  const rules = cells.flatMap(({ cell }) => rulesIn(cell));
  expect(stages.filter(stage => stage !== 'PLACED' && !rules.some(rule => rule.to === stage))).toEqual([]);
  expect(Object.keys(guards).filter(guard => !rules.some(rule => rule.when === guard))).toEqual([]);
});

test('an order is canceled with a reason, and the others are told', () => {
  const silent = cells.filter(({ cell }) => rulesIn(cell).some(rule => rule.to === 'CANCELED' && !rule.announce?.includes('order.canceled')));
  expect(silent.map(({ where }) => where)).toEqual([]);
});

test('nothing leads out of CANCELED and DELIVERED', () => {
  const leaving = Object.values(lifecycle).flatMap(row => [...rulesIn(row.CANCELED), ...rulesIn(row.DELIVERED)]);
  expect(leaving.filter(rule => rule.to)).toEqual([]);
});
