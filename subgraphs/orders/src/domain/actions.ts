import { guards } from './guards.ts';
import { lifecycle } from './lifecycle.ts';
import type { OrderState } from './order-state.ts';

export type OrderAction = 'CANCEL' | 'RETRY_PAYMENT' | 'REQUEST_RETURN' | 'REFUND';

/** Who looks at an order: its customer, or whoever holds its access token; support and admins; anybody else who may read it. */
export type ViewerKind = 'customer' | 'support' | 'onlooker';

/** What the viewer may do with the order now. Returns are not taken yet, so that none can be asked for. */
export function actionsFor(state: OrderState, viewer: ViewerKind, now: Date): OrderAction[] {
  if (viewer === 'onlooker') return [];
  const actions: OrderAction[] = [];
  if (canBeCanceled(state)) actions.push('CANCEL');
  if (viewer === 'customer' && canBePaidAgain(state, now)) actions.push('RETRY_PAYMENT');
  if (viewer === 'support' && canBeRefunded(state)) actions.push('REFUND');
  return actions;
}

/** Whether canceling would change anything: the table's own row is asked. */
function canBeCanceled(state: OrderState): boolean {
  const cell = lifecycle.cancel[state.stage];
  if (typeof cell === 'string') return false;
  return cell.some(rule => typeof rule !== 'string' && (!rule.when || guards[rule.when](state)));
}

function canBePaidAgain(state: OrderState, now: Date): boolean {
  const due = state.deadlines.payment;
  return guards['payment failed or voided'](state) && due !== null && Date.parse(due) > now.getTime();
}

/** Once an order is canceled, what was paid goes back by itself. */
const canBeRefunded = ({ stage, payment }: OrderState): boolean =>
  (stage === 'PROCESSING' || stage === 'SHIPPED' || stage === 'DELIVERED') && payment.status === 'CAPTURED' && payment.refunded < payment.captured;
