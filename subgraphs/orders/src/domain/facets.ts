import type { Heard } from './inputs.ts';
import type { OrderState, ParcelFacet, PaymentFacet, PickFacet } from './order-state.ts';

/**
 * What an event is to its facet: `older` than what the facet has heard; a `repeat` of how the facet stands, under a newer number;
 * `new`; or about a `stranger`, a parcel that is not of this order.
 */
export type News = 'older' | 'repeat' | 'new' | 'stranger';
export interface Hearing {
  readonly news: News;
  readonly state: OrderState;
}

const stockStatus = { 'stock.allocated': 'HELD', 'stock.rejected': 'REJECTED', 'stock.released': 'RELEASED', 'stock.short': 'HELD' } as const;
const paymentStatus = {
  'payment.action-required': 'ACTION_REQUIRED',
  'payment.authorized': 'AUTHORIZED',
  'payment.failed': 'FAILED',
  'payment.denied': 'DENIED',
  'payment.captured': 'CAPTURED',
  'payment.voided': 'VOIDED',
  'payment.refunded': 'CAPTURED',
} as const;
const pickStatus = { 'pick.opened': 'OPEN', 'pick.started': 'PICKING', 'parcel.packed': 'PACKED' } as const;
const parcelStatus = {
  'shipment.created': 'CREATED',
  'shipment.ready': 'READY',
  'shipment.left': 'LEFT',
  'shipment.delivered': 'DELIVERED',
  'shipment.failed': 'FAILED',
  'shipment.returned': 'RETURNED',
  'shipment.canceled': 'CANCELED',
} as const;

/** Lets an event go to its facet; only a newer one changes it. */
export function hear(state: OrderState, event: Heard): Hearing {
  switch (event.type) {
    case 'stock.allocated':
    case 'stock.rejected':
    case 'stock.released':
    case 'stock.short':
      return hearStock(state, event);
    case 'payment.action-required':
    case 'payment.authorized':
    case 'payment.failed':
    case 'payment.denied':
    case 'payment.captured':
    case 'payment.voided':
    case 'payment.refunded':
      return hearPayment(state, event, paymentStatus[event.type]);
    case 'pick.opened':
    case 'pick.started':
    case 'parcel.packed':
      return hearPick(state, event.data.parcelId, event.sequence, pickStatus[event.type]);
    case 'shipment.cancel-refused':
      if (event.sequence <= state.refusal.sequence) return { news: 'older', state };
      return { news: 'new', state: { ...state, refusal: { sequence: event.sequence } } };
    case 'shipment.created':
    case 'shipment.ready':
    case 'shipment.left':
    case 'shipment.delivered':
    case 'shipment.failed':
    case 'shipment.returned':
    case 'shipment.canceled':
      return hearParcel(state, event.data.parcelId, event.sequence, parcelStatus[event.type]);
    default:
      return event satisfies never;
  }
}

function hearStock(state: OrderState, event: Extract<Heard, { type: keyof typeof stockStatus }>): Hearing {
  const { stock } = state;
  if (event.sequence <= stock.sequence) return { news: 'older', state };
  const status = stockStatus[event.type];
  const short = stock.short || event.type === 'stock.short';
  const allocations =
    event.type === 'stock.allocated'
      ? event.data.allocations.map(({ orderLineId, warehouseId, quantity }) => ({ orderLineId, warehouseId, quantity }))
      : stock.allocations;
  const news = status === stock.status && short === stock.short ? 'repeat' : 'new';
  const picks = event.type === 'stock.released' ? calledOff(state, event.sequence) : state.picks;
  return { news, state: { ...state, picks, stock: { status, sequence: event.sequence, allocations, short } } };
}

const calledOff = ({ picks }: OrderState, sequence: number): OrderState['picks'] =>
  Object.fromEntries(Object.keys(picks).map(parcelId => [parcelId, { status: 'CANCELED', sequence }]));

/** Of several payments the newest counts: all draw their numbers from one counter an order. */
function hearPayment(state: OrderState, { sequence, data }: Heard & { type: keyof typeof paymentStatus }, status: PaymentFacet['status']): Hearing {
  const { payment } = state;
  if (sequence <= payment.sequence) return { news: 'older', state };
  const { paymentId, captured, refunded, failureCode } = data;
  const repeat = status === payment.status && paymentId === payment.paymentId && refunded === payment.refunded;
  return { news: repeat ? 'repeat' : 'new', state: { ...state, payment: { status, sequence, paymentId, captured, refunded, failureCode } } };
}

function hearPick(state: OrderState, parcelId: string, sequence: number, status: PickFacet['status']): Hearing {
  const pick = state.picks[parcelId];
  if (!pick) return { news: 'stranger', state };
  if (sequence <= pick.sequence) return { news: 'older', state };
  return { news: status === pick.status ? 'repeat' : 'new', state: { ...state, picks: { ...state.picks, [parcelId]: { status, sequence } } } };
}

function hearParcel(state: OrderState, parcelId: string, sequence: number, status: ParcelFacet['status']): Hearing {
  const parcel = state.parcels[parcelId];
  if (!parcel) return { news: 'stranger', state };
  if (sequence <= parcel.sequence) return { news: 'older', state };
  const news = status === parcel.status ? 'repeat' : 'new';
  return { news, state: { ...state, parcels: { ...state.parcels, [parcelId]: { ...parcel, status, sequence } } } };
}
