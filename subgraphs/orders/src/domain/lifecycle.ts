import type { AnnouncementType } from './announcements.ts';
import type { GuardName } from './guards.ts';
import type { InputType } from './inputs.ts';
import { type CancelReason, type Stage, stages } from './order-state.ts';

/** What becomes of an order when the guard holds, or when there is none. What is left out stays as it is. */
export interface Rule {
  readonly when?: GuardName;
  readonly to?: Stage;
  /** Why it is canceled; ASKED stands for whoever asked for it, customer or staff. */
  readonly reason?: CancelReason | 'ASKED';
  readonly announce?: readonly AnnouncementType[];
  /** The payment may be tried again, or finished: until the deadline that stands, if one does, or until one set anew. */
  readonly payAgain?: 'until the deadline' | 'deadline anew';
}

/**
 * `late`: noted, and nothing else. `impossible`: it cannot follow from what the order has announced; a bug, to be parked.
 * `unchanged`: it is so already. `refused`: WRONG_STATE.
 */
export type NoEffect = 'late' | 'impossible' | 'unchanged' | 'refused';

/** The first rule whose guard holds; when none does, the word at the end. */
export type Cell = NoEffect | readonly (Rule | NoEffect)[];
export type Lifecycle = Readonly<Record<InputType, Readonly<Record<Stage, Cell>>>>;

/** A row: one cell for all stages, but for those that are named. */
const row = (usual: Cell, named: Partial<Record<Stage, Cell>> = {}): Record<Stage, Cell> =>
  Object.fromEntries(stages.map(stage => [stage, named[stage] ?? usual])) as Record<Stage, Cell>;

const facetAlone: Cell = [{}];
const say = (...announce: AnnouncementType[]): Cell => [{ announce }];
/** Only while somebody owes an answer to it; people are not waited for in this way. */
const sayAgain = (when: GuardName, announcement: AnnouncementType): Cell => [{ when, announce: [announcement] }, {}];

const cancel = (reason: CancelReason | 'ASKED'): Rule => ({ to: 'CANCELED', reason, announce: ['order.canceled'] });
const callBack = (reason: CancelReason | 'ASKED'): Rule => ({
  when: 'no parcel has left',
  to: 'CANCELING',
  reason,
  announce: ['order.cancel-requested'],
});

/** Stock and payment are waited for side by side; whichever comes second confirms. */
const confirm: readonly Rule[] = [
  { when: 'stock held, payment captured', to: 'PROCESSING', announce: ['order.confirmed', 'shipment.requested'] },
  { when: 'stock held, payment authorized', to: 'CONFIRMED', announce: ['order.confirmed'] },
  {},
];
const process: Rule = { to: 'PROCESSING', announce: ['shipment.requested'] };
const payAgain = (until: NonNullable<Rule['payAgain']>): Cell => [{ announce: ['order.payment-failed'], payAgain: until }];

/** The end, when the parcels have come to theirs; `first` is what must be said before it. */
const ended = (...first: AnnouncementType[]): readonly Rule[] => [
  { ...cancel('UNDELIVERABLE'), when: 'all parcels returned' },
  { when: 'some parcels delivered, the others returned', to: 'DELIVERED', announce: [...first, 'order.delivered', 'order.needs-attention'] },
  { when: 'all parcels delivered', to: 'DELIVERED', announce: [...first, 'order.delivered'] },
];
const shipped = (...also: AnnouncementType[]): Rule => ({ when: 'all parcels have left', to: 'SHIPPED', announce: ['order.shipped', ...also] });
const onItsWay: Record<Stage, Cell> = row('late', { PLACED: 'impossible', CONFIRMED: 'impossible', CANCELING: facetAlone, CANCELED: facetAlone });

/** A parcel had left: back to what the parcels say. What is sent is not all that is paid for when stock was short. */
const goOn: Cell = [
  {
    when: 'all parcels delivered, stock was short',
    to: 'DELIVERED',
    announce: ['order.shipped', 'order.delivered', 'order.needs-attention'],
  } as Rule,
  ...ended('order.shipped'),
  { ...shipped('order.needs-attention'), when: 'all parcels have left, stock was short' } as Rule,
  shipped(),
  { when: 'stock was short', to: 'PROCESSING', announce: ['order.needs-attention'] } as Rule,
  { to: 'PROCESSING' } as Rule,
].map(rule => ({ ...rule, announce: ['order.cancel-refused', ...(rule.announce ?? [])] }));

/**
 * The life of an order: a row for each thing that can happen, a cell for each stage it can happen in. An event has gone to its facet
 * before its row is asked, and what is older than its facet does not come here.
 */
export const lifecycle: Lifecycle = {
  'stock.allocated': row('late', { PLACED: confirm, CANCELED: facetAlone }),
  'stock.rejected': row('impossible', { PLACED: [cancel('OUT_OF_STOCK')], CANCELED: facetAlone }),
  'stock.short': row(facetAlone, {
    PLACED: 'impossible',
    CONFIRMED: [cancel('OUT_OF_STOCK')],
    PROCESSING: [callBack('OUT_OF_STOCK'), { announce: ['order.needs-attention'] }],
    SHIPPED: say('order.needs-attention'),
    DELIVERED: say('order.needs-attention'),
  }),
  'stock.released': row('impossible', { CANCELING: facetAlone, CANCELED: facetAlone }),

  'payment.action-required': row('late', {
    PLACED: say('order.action-required'),
    // the failed capture that this is the retry of may have been overtaken, and with it the deadline that it sets
    CONFIRMED: [{ announce: ['order.action-required'], payAgain: 'until the deadline' }],
    CANCELING: facetAlone,
    CANCELED: facetAlone,
  }),
  'payment.authorized': row('late', { PLACED: confirm, CONFIRMED: facetAlone, CANCELING: facetAlone, CANCELED: facetAlone }),
  'payment.failed': row('late', {
    PLACED: payAgain('until the deadline'),
    CONFIRMED: payAgain('deadline anew'),
    CANCELING: facetAlone,
    CANCELED: facetAlone,
  }),
  'payment.denied': row('impossible', {
    PLACED: [cancel('PAYMENT_FAILED')],
    CONFIRMED: [cancel('PAYMENT_FAILED')],
    CANCELING: facetAlone,
    CANCELED: facetAlone,
  }),
  'payment.captured': row(facetAlone, { PLACED: confirm, CONFIRMED: [process] }),
  'payment.voided': row('impossible', {
    PLACED: payAgain('until the deadline'),
    CONFIRMED: payAgain('deadline anew'),
    CANCELING: facetAlone,
    CANCELED: facetAlone,
  }),
  'payment.refunded': row(say('order.refunded'), {
    PLACED: 'impossible',
    CONFIRMED: [{ ...process, announce: ['shipment.requested', 'order.refunded'] }],
    CANCELING: facetAlone,
  }),

  cancel: row('refused', {
    PLACED: [cancel('ASKED')],
    CONFIRMED: [cancel('ASKED')],
    PROCESSING: [callBack('ASKED'), 'refused'],
    CANCELING: 'unchanged',
    CANCELED: 'unchanged',
  }),

  'pick.opened': { ...onItsWay, PROCESSING: facetAlone },
  'pick.started': { ...onItsWay, PROCESSING: facetAlone },
  'parcel.packed': { ...onItsWay, PROCESSING: facetAlone },
  'shipment.created': { ...onItsWay, PROCESSING: facetAlone },
  'shipment.ready': { ...onItsWay, PROCESSING: facetAlone },
  'shipment.left': {
    ...onItsWay,
    PROCESSING: [shipped(), { announce: ['order.parcel-shipped'] }],
    SHIPPED: facetAlone,
    CANCELED: say('order.needs-attention'),
  },
  'shipment.delivered': { ...onItsWay, PROCESSING: [...ended('order.shipped'), shipped(), {}], SHIPPED: [...ended(), {}] },
  'shipment.failed': {
    ...onItsWay,
    PROCESSING: [shipped('order.delivery-failed'), { announce: ['order.delivery-failed'] }],
    SHIPPED: say('order.delivery-failed'),
  },
  'shipment.returned': {
    ...onItsWay,
    PROCESSING: [...ended('order.shipped'), shipped(), {}],
    SHIPPED: [...ended(), {}],
    DELIVERED: facetAlone,
  },
  'shipment.canceled': row('late', {
    PLACED: 'impossible',
    CONFIRMED: 'impossible',
    PROCESSING: facetAlone,
    CANCELING: [{ when: 'all parcels canceled', to: 'CANCELED', announce: ['order.canceled'] }, {}],
    CANCELED: facetAlone,
  }),
  'shipment.cancel-refused': row('late', { CANCELING: goOn }),

  'payment deadline': row('unchanged', {
    PLACED: [{ ...cancel('PAYMENT_FAILED'), when: 'payment failed or voided' }, cancel('EXPIRED')],
    CONFIRMED: [{ when: 'payment authorized or captured' }, cancel('PAYMENT_FAILED')],
  }),
  'answer deadline': row('unchanged', {
    PLACED: sayAgain('stock or payment has not answered', 'order.placed'),
    CONFIRMED: sayAgain('payment only authorized', 'order.confirmed'),
    PROCESSING: sayAgain('warehouse or shipments has not answered', 'shipment.requested'),
    CANCELING: say('order.cancel-requested'),
    CANCELED: sayAgain('money or goods are not given back', 'order.canceled'),
  }),
  'patience deadline': row(say('order.needs-attention'), {
    PLACED: 'unchanged',
    DELIVERED: 'unchanged',
    CANCELED: [{ when: 'settled' }, { announce: ['order.needs-attention'] }],
  }),
};
