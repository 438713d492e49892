import { guards } from './guards.ts';
import type { Cell, Lifecycle, NoEffect, Rule } from './lifecycle.ts';
import type { OrderState } from './order-state.ts';

/** The rule of a cell that holds for an order. */
export function firstRule(cell: Cell, state: OrderState): Rule | NoEffect {
  if (typeof cell === 'string') return cell;
  const found = cell.find(rule => typeof rule === 'string' || !rule.when || guards[rule.when](state));
  if (!found) throw new Error('a cell of the table has no rule that always holds');
  return found;
}

/** Whether somebody owes the order an answer, so that it would announce its stage again: the table's own row is asked. */
export function isAwaited(table: Lifecycle, state: OrderState): boolean {
  const rule = firstRule(table['answer deadline'][state.stage], state);
  return typeof rule !== 'string' && rule.announce !== undefined;
}
