import type { FloorType, OrderInputType, ParcelHeardType } from './inputs.ts';
import { type ParcelStatus, parcelStatuses, type Status, statuses } from './stock-case.ts';

export type OrderAnnouncementType = 'stock.allocated' | 'stock.rejected' | 'stock.released';
export type ParcelAnnouncementType = 'stock.short' | 'pick.opened' | 'pick.started' | 'parcel.packed';

/**
 * What is to be done in the same transaction. `allocate`: hold every line or none, and tell what came of it. `release`: let go of what is
 * held, and put what lies in totes on the put-back list. `ship`: on hand and allocated go down. `return`: on hand goes up, on the returns shelf.
 */
export type OrderCommand = 'allocate' | 'release' | 'create-pick-tasks' | 'cancel-pick-tasks';
export type ParcelCommand = 'ship' | 'return';

/** `impossible`: it cannot follow from what warehouse has said; a bug, to be parked. `unchanged`: it is so already. `refused`: WRONG_STATE. */
export type NoEffect = 'impossible' | 'unchanged' | 'refused';

/** What becomes of the order's goods when the guard holds, or when there is none. What is left out stays as it is. */
export interface OrderRule {
  readonly when?: 'goods have left' | 'parcels are known';
  readonly to?: Status;
  /** `as it stands`: what was announced before, for whoever lost it. */
  readonly announce?: OrderAnnouncementType | 'as it stands' | 'as the parcels stand';
  readonly commands?: readonly OrderCommand[];
}
export interface ParcelRule {
  readonly when?: 'came back already';
  readonly to?: ParcelStatus;
  readonly announce?: ParcelAnnouncementType;
  readonly commands?: readonly ParcelCommand[];
  /** That it came back is remembered until it is heard that it left. */
  readonly remember?: 'came back';
}

/** The first rule whose guard holds. */
export type Cell<Rule> = NoEffect | readonly Rule[];
export interface Lifecycle {
  readonly order: Readonly<Record<OrderInputType, Readonly<Record<Status, Cell<OrderRule>>>>>;
  readonly parcel: Readonly<Record<ParcelHeardType | FloorType, Readonly<Record<ParcelStatus, Cell<ParcelRule>>>>>;
}

/** A row: one cell for all columns, but for those that are named. */
const rows =
  <Column extends string, Rule>(columns: readonly Column[]) =>
  (usual: Cell<Rule>, named: Partial<Record<Column, Cell<Rule>>> = {}): Record<Column, Cell<Rule>> =>
    Object.fromEntries(columns.map(column => [column, named[column] ?? usual])) as Record<Column, Cell<Rule>>;
const order = rows<Status, OrderRule>(statuses);
const parcel = rows<ParcelStatus, ParcelRule>(parcelStatuses);

const sayAgain: OrderRule = { announce: 'as it stands' };
const pack: Cell<ParcelRule> = [{ to: 'PACKED', announce: 'parcel.packed' }];
const short: Cell<ParcelRule> = [{ announce: 'stock.short' }];
const leave: Cell<ParcelRule> = [
  { when: 'came back already', to: 'RETURNED', commands: ['ship', 'return'] },
  { to: 'SHIPPED', commands: ['ship'] },
];
const cameBackEarly: Cell<ParcelRule> = [{ remember: 'came back' }];

/** The goods of an order, and each parcel of it: a row for each thing that can happen, a cell for each way they can stand. */
export const lifecycle: Lifecycle = {
  order: {
    'order.placed': order([sayAgain], { NONE: [{ commands: ['allocate'] }] }),
    'shelves.allocated': order('impossible', { NONE: [{ to: 'HELD', announce: 'stock.allocated' }] }),
    'shelves.lacking': order('impossible', { NONE: [{ to: 'REJECTED', announce: 'stock.rejected' }] }),
    'shipment.requested': order('impossible', {
      HELD: [{ when: 'parcels are known', announce: 'as the parcels stand' }, { commands: ['create-pick-tasks'] }],
      RELEASED: 'unchanged',
    }),
    'order.canceled': order([sayAgain], {
      NONE: [{ to: 'RELEASED', announce: 'stock.released' }],
      HELD: [
        { when: 'goods have left' },
        { when: 'parcels are known', to: 'RELEASED', announce: 'stock.released', commands: ['release', 'cancel-pick-tasks'] },
        { to: 'RELEASED', announce: 'stock.released', commands: ['release'] },
      ],
    }),
  },
  parcel: {
    'pick.start': parcel('refused', { OPEN: [{ to: 'PICKING', announce: 'pick.started' }], PICKING: 'unchanged' }),
    'pick.short': parcel('refused', { OPEN: short, PICKING: short }),
    'parcel.pack': parcel('refused', { OPEN: pack, PICKING: pack, PACKED: 'unchanged' }),
    'shipment.left': parcel(leave, { SHIPPED: 'unchanged', RETURNED: 'unchanged', RELEASED: 'impossible' }),
    'shipment.returned': parcel(cameBackEarly, {
      SHIPPED: [{ to: 'RETURNED', commands: ['return'] }],
      RETURNED: 'unchanged',
      RELEASED: 'impossible',
    }),
  },
};
