import type { DefinitionOf, Envelope, PayloadOf } from '@micromart/events';

export type OrderHeardType = 'order.placed' | 'order.canceled' | 'shipment.requested';
export type ParcelHeardType = 'shipment.left' | 'shipment.returned';

/** What a case needs of an event; the envelope itself will do. */
export type Heard = {
  [Type in OrderHeardType | ParcelHeardType]: Pick<Envelope<PayloadOf<DefinitionOf<Type>>, Type>, 'type' | 'data'>;
}[OrderHeardType | ParcelHeardType];

/** What came of the command `allocate`: every line found its shelves, or not. */
export type AllocationResult = { readonly type: 'shelves.allocated' | 'shelves.lacking' };

/** What happens on the floor. `pick.short`: fewer lay there than was thought, and none elsewhere. */
export type FloorType = 'pick.start' | 'pick.short' | 'parcel.pack';
export type Floor = { readonly type: FloorType; readonly parcelId: string };

export type OrderInputType = OrderHeardType | AllocationResult['type'];
export type Input = Heard | AllocationResult | Floor;
