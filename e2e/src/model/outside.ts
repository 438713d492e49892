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
export interface Move {
  readonly label: string;
  readonly to: Name;
  readonly input: Inputs[Name];
  readonly outside: Outside;
  /** The order may not wait for it: people need not act. */
  readonly optional?: true;
}

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
  announced: { 'order.confirmed': 0, 'order.canceled': 0, 'shipment.requested': 0 },
  ...troubles,
});

/** The outside, once one of the four has asked for calls and announced something. */
export function after(outside: Outside, { calls, said }: { readonly calls: readonly string[]; readonly said: readonly Said[] }): Outside {
  const announced = { ...outside.announced };
  for (const { type } of said) if (announced[type] !== undefined) announced[type] += 1;
  return { ...outside, calls: [...new Set([...outside.calls, ...calls])].toSorted(), announced };
}

/** Everything that the outside could do now. */
export const movesOf = (states: States, outside: Outside): Move[] => [
  ...customerMoves(states, outside),
  ...clockMoves(states, outside),
  ...providerMoves(states, outside),
  ...floorMoves(states, outside),
  ...carrierMoves(states, outside),
];

function customerMoves({ orders, payments }: States, outside: Outside): Move[] {
  const paymentId = payments.paymentId ?? '';
  const moves: Move[] = [];
  const move = (label: string, to: Name, input: Inputs[Name], change: Partial<Outside>): void => {
    moves.push({ label: `customer ${label}`, to, input, outside: { ...outside, ...change }, optional: true });
  };
  if (outside.cancels > 0 && orders.stage !== 'CANCELED')
    move('cancels', 'orders', { type: 'cancel', by: 'CUSTOMER' }, { cancels: outside.cancels - 1 });
  if (outside.retries > 0) move('tries again', 'payments', { type: 'retry' }, { retries: outside.retries - 1 });
  if (outside.waiting) {
    move('approves', 'payments', { type: 'provider.authorized', paymentId }, { waiting: false, held: true });
    move('denies', 'payments', { type: 'provider.denied', paymentId, failureCode: 'action_denied' }, { waiting: false });
  }
  return moves;
}

export const paymentDeadline = 'the payment deadline passes';
const clockMoves = ({ orders }: States, outside: Outside): Move[] =>
  orders.deadlines.payment === null ? [] : [{ label: paymentDeadline, to: 'orders', input: { type: 'payment deadline' }, outside }];

/** What the provider says when it is asked, or when it refuses a call. */
function standsAtProvider({ held, waiting, captured, calls }: Outside, paymentId: string): Inputs['payments'] {
  if (held) return { type: 'provider.authorized', paymentId };
  if (waiting) return { type: 'provider.action-required', paymentId, url: '' };
  if (captured > 0) return { type: 'provider.captured', paymentId };
  return calls.includes('authorize') ? { type: 'provider.not-found', paymentId } : { type: 'provider.voided', paymentId };
}

function providerMoves({ payments }: States, outside: Outside): Move[] {
  const paymentId = payments.paymentId ?? '';
  const failureCode = 'declined';
  const moves: Move[] = [];
  const answer = (call: string, label: string, input: Inputs['payments'], change: Partial<Outside>): void => {
    const calls = outside.calls.filter(one => one !== call);
    moves.push({ label: `provider ${label}`, to: 'payments', input, outside: { ...outside, ...change, calls } });
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

const floorMoves = ({ warehouse }: States, outside: Outside): Move[] =>
  Object.entries(warehouse.parcels)
    .filter(([, { status }]) => status === 'OPEN')
    .map(([parcelId]) => ({
      label: `floor packs ${parcelId}`,
      to: 'warehouse',
      input: { input: { type: 'parcel.pack', parcelId }, shelves: 'shelves.allocated' },
      outside,
    }));

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

const carrierMoves = ({ shipments }: States, outside: Outside): Move[] =>
  Object.entries(shipments.parcels).flatMap(([parcelId, { status }]): Move[] => {
    const call = `seek-carrier ${parcelId}`;
    const found: Move = {
      label: `a carrier is found for ${parcelId}`,
      to: 'shipments',
      input: { type: 'carrier.chosen', parcelId },
      outside: { ...outside, calls: outside.calls.filter(one => one !== call) },
    };
    const news = carriersDo[status].map((type): Move => ({ label: `${type} ${parcelId}`, to: 'shipments', input: { type, parcelId }, outside }));
    return outside.calls.includes(call) ? [found, ...news] : news;
  });
