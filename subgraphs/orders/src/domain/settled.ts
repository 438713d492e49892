import type { OrderState } from './order-state.ts';
import { everyParcel, hasLeft, someParcel, stands } from './parcels.ts';

const nothingTaken = ({ payment }: OrderState): boolean => {
  if (payment.status === 'CAPTURED') return payment.refunded >= payment.captured;
  return payment.status === 'VOIDED' || payment.status === 'FAILED' || payment.status === 'DENIED';
};

const nothingHeld = (state: OrderState): boolean =>
  state.stock.status === 'RELEASED' || state.stock.status === 'REJECTED' || everyParcel(state, stands('RETURNED'));

const nothingAway = (state: OrderState): boolean => !someParcel(state, parcel => hasLeft(parcel) && parcel.status !== 'RETURNED');

/** Whether payments and warehouse have given back all that they can; goods that are away come when the carrier brings them. */
export const isGivenBack = (state: OrderState): boolean => nothingTaken(state) && nothingHeld(state);

/** Whether all that a canceled order held or took is given back: the money, the stock, the goods that had left. */
export const isSettled = (state: OrderState): boolean => isGivenBack(state) && nothingAway(state);

/** Whether nothing more will come of the order by itself. `orderUpdated` completes here. */
export const isEnded = (state: OrderState): boolean => state.stage === 'DELIVERED' || (state.stage === 'CANCELED' && isSettled(state));
