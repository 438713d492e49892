import type { OrderState } from './order-state.ts';
import { isGivenBack, isSettled } from './settled.ts';
import { everyParcel, hasEnded, hasLeft, isUnanswered, someParcel, stands } from './parcels.ts';

/** What the rules ask about an order, once the event has gone to its facet. The names are read in the table and in its document. */
export const guards = {
  'stock held, payment captured': state => state.stock.status === 'HELD' && state.payment.status === 'CAPTURED',
  'stock held, payment authorized': state => state.stock.status === 'HELD' && state.payment.status === 'AUTHORIZED',
  'payment authorized or captured': state => state.payment.status === 'AUTHORIZED' || state.payment.status === 'CAPTURED',
  'payment failed or voided': state => state.payment.status === 'FAILED' || state.payment.status === 'VOIDED',
  'stock or payment has not answered': state => state.stock.status === 'NONE' || state.payment.status === 'PENDING',
  'payment only authorized': state => state.payment.status === 'AUTHORIZED',
  'warehouse or shipments has not answered': state => Object.keys(state.parcels).some(parcelId => isUnanswered(state, parcelId)),
  'money or goods are not given back': state => !isGivenBack(state),
  'stock was short': state => state.stock.short,
  'no parcel has left': state => !someParcel(state, hasLeft),
  'all parcels have left': state => everyParcel(state, hasLeft),
  'all parcels have left, stock was short': state => everyParcel(state, hasLeft) && state.stock.short,
  'all parcels delivered, stock was short': state => everyParcel(state, stands('DELIVERED')) && state.stock.short,
  'all parcels delivered': state => everyParcel(state, stands('DELIVERED')),
  'all parcels returned': state => everyParcel(state, stands('RETURNED')),
  'some parcels delivered, the others returned': state =>
    everyParcel(state, hasEnded) && someParcel(state, stands('DELIVERED')) && someParcel(state, stands('RETURNED')),
  'all parcels canceled': state => everyParcel(state, stands('CANCELED')),
  settled: isSettled,
} satisfies Record<string, (state: OrderState) => boolean>;

export type GuardName = keyof typeof guards;
