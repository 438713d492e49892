import * as orders from '@micromart/orders/lifecycle';
import * as payments from '@micromart/payments/lifecycle';
import * as shipments from '@micromart/shipments/lifecycle';
import * as warehouse from '@micromart/warehouse/lifecycle';

export type Name = 'orders' | 'payments' | 'warehouse' | 'shipments';

export interface States {
  readonly orders: orders.OrderState;
  readonly payments: payments.PaymentCase;
  readonly warehouse: warehouse.StockCase;
  readonly shipments: shipments.ShipmentCase;
}
export interface Inputs {
  readonly orders: orders.Input;
  readonly payments: payments.Input;
  /** With what the shelves will say when they are asked. */
  readonly warehouse: { readonly input: warehouse.Input; readonly shelves: 'shelves.allocated' | 'shelves.lacking' };
  readonly shipments: shipments.Input;
}

/** An event on its way: as much of it as its readers need. */
export interface Said {
  readonly type: string;
  readonly sequence: number;
  readonly data: object;
}

export interface Reaction<State> {
  readonly verdict: string;
  readonly state: State;
  readonly said: readonly Said[];
  /** What is to be done outside: `capture`, `seek-carrier p1`. */
  readonly calls: readonly string[];
}

/** The four deciding functions, the shop's own unless a test plants a fault. */
export interface Deciders {
  readonly orders: orders.Decide;
  readonly payments: payments.Decide;
  readonly warehouse: warehouse.Decide;
  readonly shipments: shipments.Decide;
}
export const realDeciders: Deciders = {
  orders: orders.decide,
  payments: payments.decide,
  warehouse: warehouse.decide,
  shipments: shipments.decide,
};

export type Participants = { readonly [Who in Name]: (state: States[Who], input: Inputs[Who]) => Reaction<States[Who]> };

/** The model has no clock: a deadline passes when it likes, so that all times are one and the same. */
const now = new Date('2026-11-01T12:00:00.000Z');
const farAway = '2099-01-01T00:00:00.000Z';
/** Every order of the model costs one minor unit. */
const total = 1;

/** Forgets what no decision depends on, so that states that differ in it alone are one. */
const forgetful = (state: orders.OrderState): orders.OrderState => ({
  ...state,
  version: 0,
  sequence: 0,
  repeats: 0,
  attention: null,
  deadlines: { payment: state.deadlines.payment && now.toISOString(), answer: state.deadlines.answer && now.toISOString(), patience: null },
});

const numbered = (prefix: string): (() => string) => {
  let number = 0;
  return () => `${prefix}${++number}`;
};

function saidByOrders(announcement: orders.Announcement): Said {
  const { type, sequence, ...said } = announcement;
  return { type, sequence, data: { ...said, total, paymentDueAt: farAway } };
}

/** What each makes of an input, with its announcements in the shape of events. The order's goods lie in as many warehouses as it has parcels. */
export const participantsOf = (deciders: Deciders, parcels: number): Participants => ({
  orders: (before, input) => {
    const decision = deciders.orders(before, input, { now, timing: orders.defaultTiming, newParcelId: numbered('p') });
    return { verdict: decision.verdict, state: forgetful(decision.state), said: decision.announcements.map(saidByOrders), calls: [] };
  },
  payments: (before, input) => {
    const { verdict, state, announcements, commands } = deciders.payments(before, input, { now, newPaymentId: () => `payment ${before.tries + 1}` });
    const said = announcements.map(({ type, sequence, paymentId, captured, refunded, failureCode }) => ({
      type,
      sequence,
      data: { paymentId, captured, refunded, failureCode },
    }));
    return { verdict, state, said, calls: commands.map(({ kind }) => kind) };
  },
  warehouse: (before, { input, shelves }) => {
    const heard = deciders.warehouse(before, input);
    const asked = heard.commands.some(({ kind }) => kind === 'allocate');
    const { verdict, state, announcements } = asked ? deciders.warehouse(heard.state, { type: shelves }) : heard;
    return { verdict, state, said: announcements.map(announcement => saidOfGoods(announcement, parcels)), calls: [] };
  },
  shipments: (before, input) => {
    const { verdict, state, announcements, commands } = deciders.shipments(before, input);
    const seeking = commands.filter(({ kind }) => kind === 'seek-carrier');
    return { verdict, state, said: announcements.map(saidOfParcel), calls: seeking.map(({ kind, parcelId }) => `${kind} ${parcelId}`) };
  },
});

function saidOfParcel({ type, sequence, ...data }: warehouse.Announcement | shipments.Announcement): Said {
  return { type, sequence, data };
}

function saidOfGoods(announcement: warehouse.Announcement, parcels: number): Said {
  const said = saidOfParcel(announcement);
  if (said.type !== 'stock.allocated') return said;
  const allocations = Array.from({ length: parcels }, (_, place) => ({
    orderLineId: `line ${place}`,
    warehouseId: `warehouse ${place}`,
    quantity: 1,
  }));
  return { ...said, data: { allocations } };
}

/** An order as it was just placed, and nobody else has heard of it. */
export function beginning(): { states: States; said: readonly Said[] } {
  const placed = orders.placeOrder({ guest: false, promisedDelivery: farAway }, { now, timing: orders.defaultTiming });
  return {
    states: { orders: forgetful(placed.state), payments: payments.emptyCase, warehouse: warehouse.emptyCase, shipments: shipments.emptyCase },
    said: placed.announcements.map(saidByOrders),
  };
}

/** Whether orders would put an event aside as older than what it has heard: then, and ever after. */
export const isOlder = (state: orders.OrderState, said: Said): boolean => orders.hear(state, said as orders.Heard).news === 'older';

/** What orders compares an event's number with: that of the same facet, and no other. */
export function facetOf({ type, data }: Said): string {
  if (type === 'shipment.cancel-refused') return 'refusal';
  if (type === 'pick.opened' || type === 'parcel.packed') return `pick ${'parcelId' in data ? String(data.parcelId) : ''}`;
  if (type.startsWith('shipment.') && 'parcelId' in data) return `parcel ${String(data.parcelId)}`;
  return type.startsWith('payment.') ? 'payment' : 'stock';
}

/** Orders as it would be, had it heard everything under the number 0. */
export const asIfUnnumbered = (state: orders.OrderState): orders.OrderState => ({
  ...state,
  stock: { ...state.stock, sequence: 0 },
  payment: { ...state.payment, sequence: 0 },
  refusal: { sequence: 0 },
  picks: Object.fromEntries(Object.entries(state.picks).map(([parcelId, pick]) => [parcelId, { ...pick, sequence: 0 }])),
  parcels: Object.fromEntries(Object.entries(state.parcels).map(([parcelId, parcel]) => [parcelId, { ...parcel, sequence: 0 }])),
});

/** What an event may be to its reader: one thing, but for what the shelves may say to it. The model says no more than its readers read. */
export const hearings = (reader: Name, said: Said): Inputs[Name][] =>
  reader === 'warehouse'
    ? (['shelves.allocated', 'shelves.lacking'] as const).map(shelves => ({ input: said as warehouse.Heard, shelves }))
    : [said as orders.Heard | payments.Heard | shipments.Heard];
