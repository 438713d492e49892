import type { OrderInputType, ParcelInputType } from './inputs.ts';
import { type ParcelStatus, type Phase, parcelStatuses, phases } from './shipment-case.ts';

export type AnnouncementType =
  | 'shipment.created'
  | 'shipment.ready'
  | 'shipment.left'
  | 'shipment.delivered'
  | 'shipment.failed'
  | 'shipment.returned'
  | 'shipment.canceled'
  | 'shipment.cancel-refused';

/**
 * What is to be done about a parcel, by tasks. `seek-carrier`: ask all for quotes and choose. `book-pickup`: tell the carrier that it may come.
 * `cancel-with-carrier`: it need not come. `alarm`: a carrier has a parcel that was called back; people must see to it.
 */
export type CommandKind = 'seek-carrier' | 'book-pickup' | 'cancel-with-carrier' | 'alarm';

/** `impossible`: it cannot follow from what shipments has said; a bug, to be parked. `unchanged`: it is known. `refused`: WRONG_STATE. */
export type NoEffect = 'impossible' | 'unchanged' | 'refused';

/** What becomes of all parcels of an order. */
export interface OrderRule {
  /** `request`: the parcels are these; carriers are sought for those that have none. `call back`: what has not left will not leave, and nothing more will be asked for. */
  readonly act?: 'request' | 'call back';
  /** `as they stand`: what was announced of each parcel before, for whoever lost it. */
  readonly announce?: 'as they stand' | 'shipment.cancel-refused';
}
/** What becomes of one parcel when the guard holds, or when there is none. What is left out stays as it is. */
export interface ParcelRule {
  readonly when?: 'packed';
  readonly to?: ParcelStatus;
  readonly announce?: readonly AnnouncementType[];
  readonly command?: CommandKind;
}

export interface Lifecycle {
  readonly order: Readonly<Record<OrderInputType, Readonly<Record<Phase, NoEffect | OrderRule>>>>;
  /** The first rule whose guard holds. */
  readonly parcel: Readonly<Record<ParcelInputType, Readonly<Record<ParcelStatus, NoEffect | readonly ParcelRule[]>>>>;
}

type ParcelCell = Lifecycle['parcel'][ParcelInputType][ParcelStatus];

/** A row: one cell for all columns, but for those that are named. */
const rows =
  <Column extends string, Cell>(columns: readonly Column[]) =>
  (usual: Cell, named: Partial<Record<Column, Cell>> = {}): Record<Column, Cell> =>
    Object.fromEntries(columns.map(column => [column, named[column] ?? usual])) as Record<Column, Cell>;
const order = rows<Phase, NoEffect | OrderRule>(phases);
const parcel = rows<ParcelStatus, ParcelCell>(parcelStatuses);

const alarm: ParcelCell = [{ command: 'alarm' }];
const known: ParcelCell = 'unchanged';

/** A carrier's news: who was not told that the parcel left is told that first. */
const news = (to: ParcelStatus, announce: AnnouncementType): Record<ParcelStatus, ParcelCell> =>
  parcel([{ to, announce: to === 'LEFT' ? ['shipment.left'] : ['shipment.left', announce] }], {
    LEFT: [{ to, announce: [announce] }],
    FAILED: [{ to, announce: [announce] }],
    DELIVERED: known,
    RETURNED: known,
    CANCELED: alarm,
  });

/**
 * The parcels of an order, together and one by one: a row for each thing that can happen, a cell for each way they can stand. Whether an
 * order can be called back is decided here alone, under the lock that a pick-up takes too.
 */
export const lifecycle: Lifecycle = {
  order: {
    'shipment.requested': order({ act: 'request', announce: 'as they stand' }, { EMPTY: { act: 'request' }, CLOSED: 'unchanged' }),
    'order.cancel-requested': order({ act: 'call back', announce: 'as they stand' }, { LEFT: { announce: 'shipment.cancel-refused' } }),
    'order.canceled': order({ act: 'call back' }, { CLOSED: 'unchanged' }),
  },
  parcel: {
    'parcel.packed': parcel(known, { SOUGHT: [{}], CREATED: [{ to: 'READY', announce: ['shipment.ready'], command: 'book-pickup' }] }),
    'carrier.chosen': parcel(known, {
      SOUGHT: [
        { when: 'packed', to: 'READY', announce: ['shipment.created', 'shipment.ready'], command: 'book-pickup' },
        { to: 'CREATED', announce: ['shipment.created'] },
      ],
      CANCELED: [{ command: 'cancel-with-carrier' }],
    }),
    'carrier.dropped': parcel(known, { CREATED: [{ to: 'SOUGHT', command: 'seek-carrier' }], READY: [{ to: 'SOUGHT', command: 'seek-carrier' }] }),
    reassign: parcel('refused', {
      CREATED: [{ announce: ['shipment.created'], command: 'cancel-with-carrier' }],
      READY: [{ announce: ['shipment.ready'], command: 'cancel-with-carrier' }],
    }),
    'carrier.left': news('LEFT', 'shipment.left'),
    'carrier.delivered': news('DELIVERED', 'shipment.delivered'),
    'carrier.failed': news('FAILED', 'shipment.failed'),
    'carrier.returned': news('RETURNED', 'shipment.returned'),
  },
};
