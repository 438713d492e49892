import type { OrderState } from './order-state.ts';
import { everyParcel, hasEnded, hasLeft, someParcel, stands } from './parcels.ts';

export type PaymentStatus = 'PENDING' | 'ACTION_REQUIRED' | 'AUTHORIZED' | 'PAID' | 'FAILED' | 'VOIDED' | 'PARTIALLY_REFUNDED' | 'REFUNDED';
export type FulfillmentStatus =
  | 'UNALLOCATED'
  | 'ALLOCATED'
  | 'PICKING'
  | 'PACKED'
  | 'PARTIALLY_SHIPPED'
  | 'SHIPPED'
  | 'PARTIALLY_DELIVERED'
  | 'DELIVERED'
  | 'RETURNED';

/** The API's `paymentStatus`: the newest payment's, and how much of it was given back. */
export function paymentStatus({ payment }: OrderState): PaymentStatus {
  if (payment.status === 'DENIED') return 'FAILED';
  if (payment.status !== 'CAPTURED') return payment.status;
  if (payment.refunded === 0) return 'PAID';
  return payment.refunded < payment.captured ? 'PARTIALLY_REFUNDED' : 'REFUNDED';
}

/** The API's `fulfillmentStatus`: how far the parcel is that is least far, with PARTIALLY for those ahead of it. */
export function fulfillmentStatus(state: OrderState): FulfillmentStatus {
  if (everyParcel(state, stands('RETURNED'))) return 'RETURNED';
  if (everyParcel(state, hasEnded)) return 'DELIVERED';
  if (someParcel(state, stands('DELIVERED'))) return 'PARTIALLY_DELIVERED';
  if (everyParcel(state, hasLeft)) return 'SHIPPED';
  if (someParcel(state, hasLeft)) return 'PARTIALLY_SHIPPED';
  return state.stock.status === 'HELD' ? onTheFloor(state) : 'UNALLOCATED';
}

function onTheFloor(state: OrderState): FulfillmentStatus {
  const parcels = Object.entries(state.parcels);
  const isPacked = ([parcelId, parcel]: (typeof parcels)[number]): boolean => parcel.status === 'READY' || state.picks[parcelId]?.status === 'PACKED';
  if (parcels.length > 0 && parcels.every(isPacked)) return 'PACKED';
  const begun = parcels.some(([parcelId, parcel]) => isPacked([parcelId, parcel]) || state.picks[parcelId]?.status === 'PICKING');
  return begun ? 'PICKING' : 'ALLOCATED';
}
