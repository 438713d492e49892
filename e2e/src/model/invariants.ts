import { isEnded } from '@micromart/orders/lifecycle';
import type { Outside } from './outside.ts';
import type { States } from './participants.ts';

/** What must hold at every moment; null, or what does not. */
export function breachNow({ captured, refunded, announced }: Outside): string | null {
  if (captured > 1) return 'captured twice';
  if (refunded > captured) return 'refunded more than was captured';
  const twice = Object.entries(announced).find(([, count]) => count > 1);
  return twice ? `${twice[0]} was announced twice` : null;
}

/** What a parcel's leaving must find. */
export function breachOnLeaving({ orders }: States, { captured, refunded }: Outside): string | null {
  if (orders.stage === 'CANCELED') return 'a parcel left after the order was canceled';
  if (captured - refunded < 1) return 'a parcel left unpaid';
  return null;
}

/** What must hold when nothing more is on its way and nobody has to do anything. */
export function breachAtRest(states: States, outside: Outside, allWasHeard: boolean): string | null {
  const { orders } = states;
  if (!isEnded(orders)) return `the order rests in ${orders.stage}, payment ${orders.payment.status}, stock ${orders.stock.status}`;
  if (outside.held) return `money is still held, the order is ${orders.stage}`;
  return (orders.stage === 'CANCELED' ? breachOfCanceled : breachOfDelivered)(states, outside) ?? paymentsDisagree(states, allWasHeard);
}

function breachOfCanceled({ warehouse, shipments }: States, { captured, refunded }: Outside): string | null {
  const goods = Object.values(warehouse.parcels).map(({ status }) => status);
  if (captured !== refunded) return `canceled, captured ${captured}, refunded ${refunded}`;
  if (goods.includes('SHIPPED')) return 'canceled, and goods are gone';
  if (goods.some(status => status === 'OPEN' || status === 'PICKING' || status === 'PACKED')) return 'canceled, and stock is still held';
  if (warehouse.status === 'HELD' && !goods.every(status => status === 'RETURNED')) return 'canceled, and stock is still held';
  const alive = Object.values(shipments.parcels).some(({ status }) => status === 'SOUGHT' || status === 'CREATED' || status === 'READY');
  return alive ? 'canceled, and a shipment is alive' : null;
}

function breachOfDelivered({ warehouse, shipments }: States, { captured, refunded }: Outside): string | null {
  if (captured !== 1 || refunded !== 0) return `delivered, captured ${captured}, refunded ${refunded}`;
  const agree = Object.entries(shipments.parcels).every(([parcelId, { status }]) => {
    const goods = warehouse.parcels[parcelId]?.status;
    return goods === (status === 'RETURNED' ? 'RETURNED' : 'SHIPPED');
  });
  return agree ? null : 'delivered, and warehouse and shipments do not agree about the parcels';
}

const took = (status: string): boolean => status !== 'FAILED' && status !== 'DENIED' && status !== 'VOIDED';

/** An order that is settled does not ask which of several ways it was that nothing was taken. */
function paymentsDisagree({ orders, payments }: States, allWasHeard: boolean): string | null {
  if (!allWasHeard && !took(orders.payment.status) && !took(payments.status)) return null;
  if (orders.payment.status === payments.status && orders.payment.refunded === payments.refunded) return null;
  return `orders says payment ${orders.payment.status}, payments says ${payments.status}`;
}
