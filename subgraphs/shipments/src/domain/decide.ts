import type { Input, ParcelInputType } from './inputs.ts';
import { type AnnouncementType, type CommandKind, type Lifecycle, lifecycle, type NoEffect, type OrderRule, type ParcelRule } from './lifecycle.ts';
import { hasLeft, type ParcelCase, type ParcelStatus, phaseOf, type ShipmentCase } from './shipment-case.ts';

/** An event of shipments, without the carrier's part. */
export interface Announcement {
  readonly type: AnnouncementType;
  readonly sequence: number;
  readonly parcelId: string;
}
export interface Command {
  readonly kind: CommandKind;
  readonly parcelId: string;
}

export interface Decision {
  /** `applied`: write the state, publish and do the rest. The others write nothing. */
  readonly verdict: 'applied' | NoEffect;
  readonly state: ShipmentCase;
  readonly announcements: readonly Announcement[];
  readonly commands: readonly Command[];
}
export type Decide = (state: ShipmentCase, input: Input) => Decision;

/** Decides by a table; the shop's own is `decide`. */
export const decideBy =
  (table: Lifecycle): Decide =>
  (state, input) => {
    switch (input.type) {
      case 'shipment.requested':
        return ofOrder(
          state,
          input.data.parcels.map(({ parcelId }) => parcelId),
          table.order[input.type][phaseOf(state)],
        );
      case 'order.cancel-requested':
        return ofOrder(state, input.data.parcelIds, table.order[input.type][phaseOf(state)]);
      case 'order.canceled':
        return ofOrder(state, [], table.order[input.type][phaseOf(state)]);
      case 'parcel.packed':
        return ofPacked(table, state, input.data.parcelId);
      default:
        return ofParcel(table, state, input.type, input.parcelId);
    }
  };

/** What becomes of an order's parcels when orders, warehouse, a carrier or staff speak. */
export const decide: Decide = decideBy(lifecycle);

const without = (verdict: NoEffect, state: ShipmentCase): Decision => ({ verdict, state, announcements: [], commands: [] });

type Unnumbered = Omit<Announcement, 'sequence'>;

const applied = (state: ShipmentCase, announcements: readonly Unnumbered[], commands: readonly Command[]): Decision => ({
  verdict: 'applied',
  state: { ...state, sequence: state.sequence + announcements.length },
  announcements: announcements.map((announcement, position) => ({ ...announcement, sequence: state.sequence + position + 1 })),
  commands,
});

const none: ParcelCase = { status: 'SOUGHT', packed: false };

function ofOrder(before: ShipmentCase, parcelIds: readonly string[], rule: NoEffect | OrderRule): Decision {
  if (typeof rule === 'string') return without(rule, before);
  const state = acted(before, parcelIds, rule);
  return applied(state, announcementsOf(state, rule), commandsOf(before, state, rule));
}

function acted(state: ShipmentCase, parcelIds: readonly string[], { act }: OrderRule): ShipmentCase {
  if (!act) return state;
  const parcels = { ...Object.fromEntries(parcelIds.map(parcelId => [parcelId, none])), ...state.parcels };
  if (act === 'request') return { ...state, requested: true, parcels };
  const stay = Object.entries(parcels).map(
    ([parcelId, parcel]) => [parcelId, hasLeft(parcel) ? parcel : { ...parcel, status: 'CANCELED' as const }] as const,
  );
  return { ...state, closing: true, parcels: Object.fromEntries(stay) };
}

const stands: Record<ParcelStatus, AnnouncementType | null> = {
  SOUGHT: null,
  CREATED: 'shipment.created',
  READY: 'shipment.ready',
  LEFT: 'shipment.left',
  DELIVERED: 'shipment.delivered',
  FAILED: 'shipment.failed',
  RETURNED: 'shipment.returned',
  CANCELED: 'shipment.canceled',
};

function announcementsOf({ parcels }: ShipmentCase, { announce }: OrderRule): Unnumbered[] {
  const all = Object.entries(parcels);
  if (announce === 'shipment.cancel-refused')
    return all
      .filter(([, parcel]) => hasLeft(parcel))
      .slice(0, 1)
      .map(([parcelId]) => ({ type: announce, parcelId }));
  if (announce !== 'as they stand') return [];
  return all.flatMap(([parcelId, { status }]) => {
    const type = stands[status];
    return type ? [{ type, parcelId }] : [];
  });
}

function commandsOf(before: ShipmentCase, after: ShipmentCase, { act }: OrderRule): Command[] {
  if (act === 'request') {
    const sought = Object.entries(after.parcels).filter(([, { status }]) => status === 'SOUGHT');
    return sought.map(([parcelId]) => ({ kind: 'seek-carrier', parcelId }));
  }
  if (act !== 'call back') return [];
  const booked = Object.entries(before.parcels).filter(([, { status }]) => status === 'CREATED' || status === 'READY');
  return booked.map(([parcelId]) => ({ kind: 'cancel-with-carrier', parcelId }));
}

/** A parcel may stand ready before shipments has heard that there is one. */
function ofPacked(table: Lifecycle, state: ShipmentCase, parcelId: string): Decision {
  if (!state.parcels[parcelId] && phaseOf(state) !== 'EMPTY') return without(state.closing ? 'unchanged' : 'impossible', state);
  const packed = { ...(state.parcels[parcelId] ?? none), packed: true };
  return ofParcel(table, { ...state, parcels: { ...state.parcels, [parcelId]: packed } }, 'parcel.packed', parcelId);
}

function ofParcel(table: Lifecycle, state: ShipmentCase, type: ParcelInputType, parcelId: string): Decision {
  const parcel = state.parcels[parcelId];
  if (!parcel) return without(type === 'reassign' ? 'refused' : 'impossible', state);
  const cell = table.parcel[type][parcel.status];
  if (typeof cell === 'string') return without(cell, state);
  const rule = cell.find(({ when }) => !when || parcel.packed);
  if (!rule) throw new Error('a cell of the table has no rule that always holds');
  return follow(state, parcelId, parcel, rule);
}

const follow = (state: ShipmentCase, parcelId: string, parcel: ParcelCase, rule: ParcelRule): Decision =>
  applied(
    { ...state, parcels: { ...state.parcels, [parcelId]: { ...parcel, status: rule.to ?? parcel.status } } },
    (rule.announce ?? []).map(type => ({ type, parcelId })),
    rule.command ? [{ kind: rule.command, parcelId }] : [],
  );
