import type { Input } from './inputs.ts';
import { attentionTo } from './messages.ts';
import type { CancelReason, OrderState } from './order-state.ts';
import { contentsOf, hasLeft, type ParcelToSend, someParcel } from './parcels.ts';

type Plain =
  | 'order.placed'
  | 'order.confirmed'
  | 'order.action-required'
  | 'order.cancel-refused'
  | 'order.shipped'
  | 'order.delivered'
  | 'order.refunded';

/** An event of the order's own, without what every one of them carries. `sequence` is the event's. */
export type Announcement = { readonly sequence: number } & (
  | { readonly type: Plain }
  | { readonly type: 'order.payment-failed'; readonly failureCode: string | null; readonly paymentDueAt: string }
  | { readonly type: 'order.canceled'; readonly reason: CancelReason; readonly goods: 'on-shelf' | 'left' }
  | { readonly type: 'order.cancel-requested'; readonly parcelIds: readonly string[] }
  | { readonly type: 'shipment.requested'; readonly parcels: readonly ParcelToSend[] }
  | { readonly type: 'order.parcel-shipped' | 'order.delivery-failed'; readonly parcelId: string }
  | { readonly type: 'order.needs-attention'; readonly why: string }
);
export type AnnouncementType = Announcement['type'];

/** The announcement of a type, as `state` and what led to it have it. Throws when the table asks for one that the order has no words for. */
export function announce(type: AnnouncementType, state: OrderState, input: Input | null): Announcement {
  const { sequence } = state;
  switch (type) {
    case 'order.placed':
    case 'order.confirmed':
    case 'order.action-required':
    case 'order.cancel-refused':
    case 'order.shipped':
    case 'order.delivered':
    case 'order.refunded':
      return { type, sequence };
    case 'order.payment-failed':
      return { type, sequence, failureCode: state.payment.failureCode, paymentDueAt: known(state.deadlines.payment, 'payment deadline') };
    case 'order.canceled':
      return { type, sequence, reason: known(state.reason, 'reason to be canceled for'), goods: someParcel(state, hasLeft) ? 'left' : 'on-shelf' };
    case 'order.cancel-requested':
      return { type, sequence, parcelIds: Object.keys(state.parcels) };
    case 'shipment.requested':
      return { type, sequence, parcels: contentsOf(state) };
    case 'order.parcel-shipped':
    case 'order.delivery-failed':
      return { type, sequence, parcelId: known(parcelIn(input), 'parcel to speak of') };
    case 'order.needs-attention':
      return { type, sequence, why: attentionTo(input) };
    default:
      return type satisfies never;
  }
}

const parcelIn = (input: Input | null): string | null => (input && 'data' in input && 'parcelId' in input.data ? input.data.parcelId : null);

function known<Value>(value: Value | null, what: string): Value {
  if (value === null) throw new Error(`the order has no ${what}`);
  return value;
}
