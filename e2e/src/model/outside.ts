import type { Inputs, Name, Said, States } from './participants.ts';

/** How often what makes an order's life hard may still happen. */
export interface Troubles {
  readonly cancels: number;
  readonly retries: number;
  /** 3-D Secure. */
  readonly actions: number;
  readonly failedCaptures: number;
  /** Of messages. Whoever waits in vain is then announced to again. */
  readonly losses: number;
}

/** Provider, carriers, customer and clock: what they hold, what they were asked for, what they may still do; and what an onlooker has counted. */
export interface Outside extends Troubles {
  /** Whether the provider holds the amount for us. */
  readonly held: boolean;
  /** Whether the provider waits for the customer to act. */
  readonly waiting: boolean;
  readonly captured: number;
  readonly refunded: number;
  /** Asked of provider and carriers, not yet done; the same thing asked twice is asked once. Sorted. */
  readonly calls: readonly string[];
  /** How often was announced what must be announced once. */
  readonly announced: Readonly<Record<string, number>>;
}

/** Something that the outside does to one of the four. */
export interface Move<Who extends Name> {
  readonly label: string;
  readonly input: Inputs[Who];
  readonly outside: Outside;
  /** The order may not wait for it: people need not act. */
  readonly optional?: true;
}

/** What one of the four has said and asked for, as far as the outside takes it in. */
export interface Deed {
  readonly calls: readonly string[];
  /** Of what must be announced once only. */
  readonly announced: readonly string[];
}

const onceOnly = ['order.confirmed', 'order.canceled', 'shipment.requested'];

/** Before anything has happened, and with what will. */
export const outsideWith = (troubles: Partial<Troubles>): Outside => ({
  held: false,
  waiting: false,
  captured: 0,
  refunded: 0,
  calls: [],
  cancels: 1,
  retries: 1,
  actions: 1,
  failedCaptures: 1,
  losses: 0,
  announced: Object.fromEntries(onceOnly.map(type => [type, 0])),
  ...troubles,
});

export const deedOf = (said: readonly Said[], calls: readonly string[]): Deed => ({
  calls,
  announced: said.map(({ type }) => type).filter(type => onceOnly.includes(type)),
});

/** The outside, once something was done. */
export function after(outside: Outside, deed: Deed): Outside {
  const announced = { ...outside.announced };
  for (const type of deed.announced) announced[type] = (announced[type] ?? 0) + 1;
  return { ...outside, calls: [...new Set([...outside.calls, ...deed.calls])].toSorted(), announced };
}

/** Everything that the outside could do now to each of the four; it looks at nothing but the one it does it to, and at itself. */
export const movesOn: { readonly [Who in Name]: (state: States[Who], outside: Outside) => Move<Who>[] } = {
  orders: (state, outside) => [...cancels(state, outside), ...deadlinePasses(state, outside)],
  payments: (state, outside) => [...payerMoves(state, outside), ...providerMoves(state, outside)],
  warehouse: floorMoves,
  shipments: carrierMoves,
};

function cancels({ stage }: States['orders'], outside: Outside): Move<'orders'>[] {
  if (outside.cancels === 0 || stage === 'CANCELED') return [];
  return [
    { label: 'customer cancels', input: { type: 'cancel', by: 'CUSTOMER' }, outside: { ...outside, cancels: outside.cancels - 1 }, optional: true },
  ];
}

export const paymentDeadline = 'the payment deadline passes';
const deadlinePasses = ({ deadlines }: States['orders'], outside: Outside): Move<'orders'>[] =>
  deadlines.payment === null ? [] : [{ label: paymentDeadline, input: { type: 'payment deadline' }, outside }];

function payerMoves(payments: States['payments'], outside: Outside): Move<'payments'>[] {
  const paymentId = payments.paymentId ?? '';
  const moves: Move<'payments'>[] = [];
  const move = (label: string, input: Inputs['payments'], change: Partial<Outside>): void => {
    moves.push({ label: `customer ${label}`, input, outside: { ...outside, ...change }, optional: true });
  };
  if (outside.retries > 0) move('tries again', { type: 'retry' }, { retries: outside.retries - 1 });
  if (outside.waiting) {
    move('approves', { type: 'provider.authorized', paymentId }, { waiting: false, held: true });
    move('denies', { type: 'provider.denied', paymentId, failureCode: 'action_denied' }, { waiting: false });
  }
  return moves;
}

/** What the provider says when it is asked, or when it refuses a call. */
function standsAtProvider({ held, waiting, captured, calls }: Outside, paymentId: string): Inputs['payments'] {
  if (held) return { type: 'provider.authorized', paymentId };
  if (waiting) return { type: 'provider.action-required', paymentId, url: '' };
  if (captured > 0) return { type: 'provider.captured', paymentId };
  return calls.includes('authorize') ? { type: 'provider.not-found', paymentId } : { type: 'provider.voided', paymentId };
}

function providerMoves(payments: States['payments'], outside: Outside): Move<'payments'>[] {
  const paymentId = payments.paymentId ?? '';
  const failureCode = 'declined';
  const moves: Move<'payments'>[] = [];
  const answer = (call: string, label: string, input: Inputs['payments'], change: Partial<Outside>): void => {
    const calls = outside.calls.filter(one => one !== call);
    moves.push({ label: `provider ${label}`, input, outside: { ...outside, ...change, calls } });
  };
  if (outside.calls.includes('authorize')) {
    answer('authorize', 'authorizes', { type: 'provider.authorized', paymentId }, { held: true });
    answer('authorize', 'declines', { type: 'provider.declined', paymentId, failureCode }, {});
    const asked = { waiting: true, actions: outside.actions - 1 };
    if (outside.actions > 0) answer('authorize', 'asks for 3-D Secure', { type: 'provider.action-required', paymentId, url: '' }, asked);
  }
  if (outside.calls.includes('ask')) {
    const stands = standsAtProvider(outside, paymentId);
    answer('ask', `says ${stands.type}`, stands, {});
  }
  if (outside.calls.includes('capture') && !outside.held) {
    answer('capture', 'refuses to capture', standsAtProvider(outside, paymentId), {});
  }
  if (outside.calls.includes('capture') && outside.held) {
    answer('capture', 'captures', { type: 'provider.captured', paymentId }, { held: false, captured: outside.captured + 1 });
    const failed = { held: false, failedCaptures: outside.failedCaptures - 1 };
    if (outside.failedCaptures > 0) answer('capture', 'fails to capture', { type: 'provider.declined', paymentId, failureCode }, failed);
  }
  if (outside.calls.includes('void')) {
    const voided = { type: 'provider.voided', paymentId } as const;
    answer('void', 'voids', outside.captured > 0 ? { type: 'provider.captured', paymentId } : voided, { held: false, waiting: false });
  }
  if (outside.calls.includes('refund')) {
    const refunded = outside.refunded + 1;
    answer('refund', 'refunds', { type: 'provider.refunded', paymentId, refunded }, { refunded });
  }
  return moves;
}

function floorMoves({ parcels }: States['warehouse'], outside: Outside): Move<'warehouse'>[] {
  const open = Object.entries(parcels).filter(([, { status }]) => status === 'OPEN');
  return open.map(([parcelId]) => ({
    label: `floor packs ${parcelId}`,
    input: { input: { type: 'parcel.pack', parcelId }, shelves: 'shelves.allocated' },
    outside,
  }));
}

const carriersDo = {
  SOUGHT: [],
  CREATED: [],
  READY: ['carrier.left'],
  LEFT: ['carrier.delivered', 'carrier.returned'],
  DELIVERED: [],
  FAILED: [],
  RETURNED: [],
  CANCELED: [],
} as const;

function carrierMoves({ parcels }: States['shipments'], outside: Outside): Move<'shipments'>[] {
  return Object.entries(parcels).flatMap(([parcelId, { status }]): Move<'shipments'>[] => {
    const call = `seek-carrier ${parcelId}`;
    const found: Move<'shipments'> = {
      label: `a carrier is found for ${parcelId}`,
      input: { type: 'carrier.chosen', parcelId },
      outside: { ...outside, calls: outside.calls.filter(one => one !== call) },
    };
    const news = carriersDo[status].map((type): Move<'shipments'> => ({ label: `${type} ${parcelId}`, input: { type, parcelId }, outside }));
    return outside.calls.includes(call) ? [found, ...news] : news;
  });
}
