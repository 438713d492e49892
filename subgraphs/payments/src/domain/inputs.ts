import type { DefinitionOf, Envelope, PayloadOf } from '@micromart/events';

export type HeardType = 'order.placed' | 'order.confirmed' | 'order.payment-failed' | 'order.canceled';

/** What a case needs of an event of orders; the envelope itself will do. */
export type Heard = {
  [Type in HeardType]: Pick<Envelope<PayloadOf<DefinitionOf<Type>>, Type>, 'type' | 'sequence' | 'data'>;
}[HeardType];

/**
 * What the provider said of a payment, in its answer, in a webhook or when asked: all the same.
 * `refunded` is all that was given back so far, in minor units. `void-refused`: it was captured meanwhile. `unknown`: no answer came.
 * `not-found`: asked, it has never heard of the payment. `voided`: nothing is held, because we said so or because it lapsed.
 */
export type ProviderNews = { readonly paymentId: string } & (
  | { readonly type: 'provider.authorized' | 'provider.captured' | 'provider.voided' }
  | { readonly type: 'provider.action-required'; readonly url: string }
  | { readonly type: 'provider.declined' | 'provider.denied'; readonly failureCode: string }
  | { readonly type: 'provider.refunded'; readonly refunded: number }
  | { readonly type: 'provider.refund-refused'; readonly amount: number }
  | { readonly type: 'provider.void-refused' | 'provider.unknown' | 'provider.not-found' }
);

/** A customer tries again. */
export type Retry = { readonly type: 'retry' };
/** Staff gives back an amount, in minor units. */
export type Refund = { readonly type: 'refund'; readonly amount: number };

export type Input = Heard | ProviderNews | Retry | Refund;
export type InputType = Input['type'];
