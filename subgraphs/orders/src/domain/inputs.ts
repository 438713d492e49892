import type { DefinitionOf, Envelope, PayloadOf } from '@micromart/events';

/** The events of others that an order goes by. */
export type HeardType =
  | 'stock.allocated'
  | 'stock.rejected'
  | 'stock.short'
  | 'stock.released'
  | 'payment.action-required'
  | 'payment.authorized'
  | 'payment.failed'
  | 'payment.denied'
  | 'payment.captured'
  | 'payment.voided'
  | 'payment.refunded'
  | 'pick.opened'
  | 'pick.started'
  | 'parcel.packed'
  | 'shipment.created'
  | 'shipment.ready'
  | 'shipment.left'
  | 'shipment.delivered'
  | 'shipment.failed'
  | 'shipment.returned'
  | 'shipment.canceled'
  | 'shipment.cancel-refused';

/** What an order needs of an event; the envelope itself will do. */
export type Heard = {
  [Type in HeardType]: Pick<Envelope<PayloadOf<DefinitionOf<Type>>, Type>, 'type' | 'sequence' | 'data'>;
}[HeardType];

export type Cancel = { readonly type: 'cancel'; readonly by: 'CUSTOMER' | 'STAFF' };
export type DeadlinePassed = { readonly type: 'payment deadline' | 'answer deadline' | 'patience deadline' };

/** All that can happen to an order. */
export type Input = Heard | Cancel | DeadlinePassed;
export type InputType = Input['type'];

export const isHeard = (input: Input): input is Heard => 'sequence' in input;
