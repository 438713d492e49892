import type { DefinitionOf, Envelope, PayloadOf } from '@micromart/events';

export type OrderInputType = 'shipment.requested' | 'order.cancel-requested' | 'order.canceled';

/** What a case needs of an event; the envelope itself will do. */
export type Heard = {
  [Type in OrderInputType | 'parcel.packed']: Pick<Envelope<PayloadOf<DefinitionOf<Type>>, Type>, 'type' | 'data'>;
}[OrderInputType | 'parcel.packed'];

/**
 * `carrier.chosen`: a carrier took the order to carry it. `carrier.dropped`: it will not, after all. The others are its news of the parcel; the caller has put aside
 * what is older than the news that are known. `reassign`: staff gave it to another carrier.
 */
export type CarrierInputType =
  | 'carrier.chosen'
  | 'carrier.dropped'
  | 'carrier.left'
  | 'carrier.delivered'
  | 'carrier.failed'
  | 'carrier.returned'
  | 'reassign';
export type CarrierInput = { readonly type: CarrierInputType; readonly parcelId: string };

export type ParcelInputType = CarrierInputType | 'parcel.packed';
export type Input = Heard | CarrierInput;
