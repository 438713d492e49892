import type { OrderState } from './order-state.ts';
import { isSettled } from './settled.ts';
import { everyParcel, hasEnded, hasLeft, someParcel, stands } from './parcels.ts';

/** What the rules ask about an order, once the event has gone to its facet. The names are read in the table and in its document. */
export const guards = {
  'stock held, payment captured': state => state.stock.status === 'HELD' && state.payment.status === 'CAPTURED',
  'stock held, payment authorized': state => state.stock.status === 'HELD' && state.payment.status === 'AUTHORIZED',
  'payment authorized or captured': state => state.payment.status === 'AUTHORIZED' || state.payment.status === 'CAPTURED',
  'payment failed or voided': state => state.payment.status === 'FAILED' || state.payment.status === 'VOIDED',
  'stock was short': state => state.stock.short,
  'no parcel has left': state => !someParcel(state, hasLeft),
  'all parcels have left': state => everyParcel(state, hasLeft),
  'all parcels delivered': state => everyParcel(state, stands('DELIVERED')),
  'all parcels returned': state => everyParcel(state, stands('RETURNED')),
  'some parcels delivered, the others returned': state =>
    everyParcel(state, hasEnded) && someParcel(state, stands('DELIVERED')) && someParcel(state, stands('RETURNED')),
  'all parcels canceled': state => everyParcel(state, stands('CANCELED')),
  settled: isSettled,
} satisfies Record<string, (state: OrderState) => boolean>;

export type GuardName = keyof typeof guards;
