/** Where an order is in its life: the API's `status`. In the order of the columns of the table in lifecycle.ts. */
export const stages = ['PLACED', 'CONFIRMED', 'PROCESSING', 'CANCELING', 'SHIPPED', 'DELIVERED', 'CANCELED'] as const;
export type Stage = (typeof stages)[number];

export type CancelReason = 'CUSTOMER' | 'STAFF' | 'OUT_OF_STOCK' | 'PAYMENT_FAILED' | 'EXPIRED' | 'UNDELIVERABLE';

/** What one publisher last said. `sequence` is the number of that event: whatever has a lower one is late. */
interface Facet<Status extends string> {
  readonly status: Status;
  readonly sequence: number;
}

export interface StockFacet extends Facet<'NONE' | 'HELD' | 'REJECTED' | 'RELEASED'> {
  /** How much of which line which warehouse sends. */
  readonly allocations: readonly Allocation[];
  /** A picker found fewer than were thought to be there. */
  readonly short: boolean;
}
export interface Allocation {
  readonly orderLineId: string;
  readonly warehouseId: string;
  readonly quantity: number;
}

/** Of the newest payment. Amounts are minor units of the order's currency. */
export interface PaymentFacet extends Facet<'PENDING' | 'ACTION_REQUIRED' | 'AUTHORIZED' | 'CAPTURED' | 'FAILED' | 'DENIED' | 'VOIDED'> {
  readonly paymentId: string | null;
  readonly captured: number;
  readonly refunded: number;
  readonly failureCode: string | null;
}

/** REQUESTED, here and below: asked for, and nothing was heard of it. OPEN: it waits for somebody to pick it. */
export type PickFacet = Facet<'REQUESTED' | 'OPEN' | 'PICKING' | 'PACKED' | 'CANCELED'>;

/** A parcel is what one warehouse sends of the order. LEFT is any carrier's news from the pick-up on. */
export interface ParcelFacet extends Facet<'REQUESTED' | 'CREATED' | 'READY' | 'LEFT' | 'DELIVERED' | 'FAILED' | 'RETURNED' | 'CANCELED'> {
  readonly warehouseId: string;
}

export type DeadlineKind = 'payment' | 'answer' | 'patience';
/** When each is due, ISO 8601 in UTC; null when it is not set. */
export type Deadlines = Readonly<Record<DeadlineKind, string | null>>;

/** All that decides what may happen to an order. Plain JSON. */
export interface OrderState {
  readonly stage: Stage;
  /** Grows by one at every change that somebody could see. */
  readonly version: number;
  /** Of the newest announcement: the `sequence` of the order's own events. */
  readonly sequence: number;
  readonly reason: CancelReason | null;
  /** Why people must look at it; null when they need not. */
  readonly attention: string | null;
  readonly guest: boolean;
  /** ISO 8601 in UTC. */
  readonly promisedDelivery: string;
  readonly stock: StockFacet;
  readonly payment: PaymentFacet;
  /** By parcel id; empty until PROCESSING. */
  readonly picks: Readonly<Record<string, PickFacet>>;
  /** By parcel id; empty until PROCESSING. */
  readonly parcels: Readonly<Record<string, ParcelFacet>>;
  /** The newest refusal to call the parcels back. */
  readonly refusal: { readonly sequence: number };
  readonly deadlines: Deadlines;
  /** How often the stage's announcement was repeated, for want of an answer. */
  readonly repeats: number;
}

const nothingHeard: Pick<OrderState, 'stock' | 'payment' | 'picks' | 'parcels' | 'refusal'> = {
  stock: { status: 'NONE', sequence: 0, allocations: [], short: false },
  payment: { status: 'PENDING', sequence: 0, paymentId: null, captured: 0, refunded: 0, failureCode: null },
  picks: {},
  parcels: {},
  refusal: { sequence: 0 },
};

/** An order of which nobody has heard yet; `placeOrder` in decide.ts makes it PLACED and announces it. */
export const blankOrder = (facts: { guest: boolean; promisedDelivery: string }): OrderState => ({
  stage: 'PLACED',
  version: 0,
  sequence: 0,
  reason: null,
  attention: null,
  ...facts,
  ...nothingHeard,
  deadlines: { payment: null, answer: null, patience: null },
  repeats: 0,
});
