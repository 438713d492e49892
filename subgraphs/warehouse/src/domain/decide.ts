import type { Input } from './inputs.ts';
import {
  type Cell,
  type Lifecycle,
  lifecycle,
  type NoEffect,
  type OrderAnnouncementType,
  type OrderCommand,
  type OrderRule,
  type ParcelAnnouncementType,
  type ParcelCommand,
  type ParcelRule,
} from './lifecycle.ts';
import type { ParcelCase, Status, StockCase } from './stock-case.ts';

/** An event of warehouse, without what is on the shelves. */
export type Announcement = { readonly sequence: number } & (
  | { readonly type: OrderAnnouncementType }
  | { readonly type: ParcelAnnouncementType; readonly parcelId: string }
);
export type Command = { readonly kind: OrderCommand } | { readonly kind: ParcelCommand; readonly parcelId: string };

export interface Decision {
  /** `applied`: write the state, publish and do the rest. The others write nothing. */
  readonly verdict: 'applied' | NoEffect;
  readonly state: StockCase;
  readonly announcements: readonly Announcement[];
  readonly commands: readonly Command[];
}
export type Decide = (state: StockCase, input: Input) => Decision;

/** Decides by a table; the shop's own is `decide`. */
export const decideBy =
  (table: Lifecycle): Decide =>
  (state, input) => {
    switch (input.type) {
      case 'order.placed':
      case 'order.canceled':
      case 'shipment.requested':
      case 'shelves.allocated':
      case 'shelves.lacking':
        return ofOrder(state, input, table.order[input.type][state.status]);
      case 'shipment.left':
      case 'shipment.returned':
        return ofParcel(state, input.data.parcelId, 'impossible', parcel => table.parcel[input.type][parcel.status]);
      case 'pick.start':
      case 'pick.short':
      case 'parcel.pack':
        return ofParcel(state, input.parcelId, 'refused', parcel => table.parcel[input.type][parcel.status]);
      default:
        return input satisfies never;
    }
  };

/** What becomes of an order's goods when orders, shipments or the floor speak. */
export const decide: Decide = decideBy(lifecycle);

const without = (verdict: NoEffect, state: StockCase): Decision => ({ verdict, state, announcements: [], commands: [] });

function first<Rule>(cell: readonly Rule[], holds: (rule: Rule) => boolean): Rule {
  const found = cell.find(holds);
  if (!found) throw new Error('a cell of the table has no rule that always holds');
  return found;
}

function ofOrder(state: StockCase, input: Input, cell: Cell<OrderRule>): Decision {
  if (typeof cell === 'string') return without(cell, state);
  const guards = {
    'goods have left': input.type === 'order.canceled' && input.data.goods === 'left',
    'parcels are known': Object.keys(state.parcels).length > 0,
  };
  const rule = first(cell, ({ when }) => !when || guards[when]);
  const status = rule.to ?? state.status;
  const parcels = status === 'RELEASED' ? released(state.parcels) : input.type === 'shipment.requested' ? withParcels(state, input) : state.parcels;
  const said = announcementsOf(rule, { ...state, status, parcels });
  return {
    verdict: 'applied',
    state: { status, parcels, sequence: state.sequence + said.length },
    announcements: said.map((announcement, position) => ({ ...announcement, sequence: state.sequence + position + 1 })),
    commands: (rule.commands ?? []).map(kind => ({ kind })),
  };
}

const released = (parcels: StockCase['parcels']): StockCase['parcels'] =>
  mapParcels(parcels, parcel => (parcel.status === 'SHIPPED' || parcel.status === 'RETURNED' ? parcel : { ...parcel, status: 'RELEASED' }));

const mapParcels = (parcels: StockCase['parcels'], change: (parcel: ParcelCase) => ParcelCase): StockCase['parcels'] =>
  Object.fromEntries(Object.entries(parcels).map(([parcelId, parcel]) => [parcelId, change(parcel)]));

const withParcels = (state: StockCase, { data }: Extract<Input, { type: 'shipment.requested' }>): StockCase['parcels'] =>
  Object.fromEntries(
    data.parcels.map(({ parcelId, warehouseId }) => [parcelId, state.parcels[parcelId] ?? { warehouseId, status: 'OPEN', returnedEarly: false }]),
  );

type Unnumbered = { type: OrderAnnouncementType } | { type: ParcelAnnouncementType; parcelId: string };

const orderStands: Record<Status, OrderAnnouncementType | null> = {
  NONE: null,
  HELD: 'stock.allocated',
  REJECTED: 'stock.rejected',
  RELEASED: 'stock.released',
};

function announcementsOf({ announce }: OrderRule, state: StockCase): Unnumbered[] {
  if (!announce) return [];
  if (announce === 'as the parcels stand') return Object.entries(state.parcels).flatMap(([parcelId, parcel]) => parcelStands(parcelId, parcel));
  const type = announce === 'as it stands' ? orderStands[state.status] : announce;
  return type ? [{ type }] : [];
}

function parcelStands(parcelId: string, { status }: ParcelCase): Unnumbered[] {
  if (status === 'OPEN') return [{ type: 'pick.opened', parcelId }];
  if (status === 'PICKING') return [{ type: 'pick.started', parcelId }];
  if (status === 'PACKED') return [{ type: 'parcel.packed', parcelId }];
  return [];
}

function ofParcel(state: StockCase, parcelId: string, stranger: NoEffect, cellOf: (parcel: ParcelCase) => Cell<ParcelRule>): Decision {
  const parcel = state.parcels[parcelId];
  if (!parcel) return without(stranger, state);
  const cell = cellOf(parcel);
  if (typeof cell === 'string') return without(cell, state);
  const rule = first(cell, ({ when }) => !when || parcel.returnedEarly);
  const sequence = state.sequence + (rule.announce ? 1 : 0);
  const changed = { ...parcel, status: rule.to ?? parcel.status, returnedEarly: parcel.returnedEarly || rule.remember === 'came back' };
  return {
    verdict: 'applied',
    state: { ...state, sequence, parcels: { ...state.parcels, [parcelId]: changed } },
    announcements: rule.announce ? [{ type: rule.announce, sequence, parcelId }] : [],
    commands: (rule.commands ?? []).map(kind => ({ kind, parcelId })),
  };
}
