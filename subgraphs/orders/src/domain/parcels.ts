import type { OrderState, ParcelFacet } from './order-state.ts';

const gone: ReadonlySet<ParcelFacet['status']> = new Set(['LEFT', 'DELIVERED', 'FAILED', 'RETURNED']);

/** Whether a carrier has had it in hand, wherever it is now. */
export const hasLeft = (parcel: ParcelFacet): boolean => gone.has(parcel.status);
export const hasEnded = (parcel: ParcelFacet): boolean => parcel.status === 'DELIVERED' || parcel.status === 'RETURNED';
export const stands =
  (status: ParcelFacet['status']) =>
  (parcel: ParcelFacet): boolean =>
    parcel.status === status;

export const parcelsOf = (state: OrderState): ParcelFacet[] => Object.values(state.parcels);
export const someParcel = (state: OrderState, test: (parcel: ParcelFacet) => boolean): boolean => parcelsOf(state).some(test);
/** False while there are no parcels: of nothing, nothing can be said. */
export const everyParcel = (state: OrderState, test: (parcel: ParcelFacet) => boolean): boolean => {
  const parcels = parcelsOf(state);
  return parcels.length > 0 && parcels.every(test);
};

/** Whether warehouse or shipments still has to say something of a parcel by itself, before anybody picks it or fetches it. */
export function isUnanswered({ parcels, picks }: OrderState, parcelId: string): boolean {
  const parcel = parcels[parcelId]?.status;
  const pick = picks[parcelId]?.status;
  if (parcel === 'REQUESTED') return true;
  return parcel === 'CREATED' && (pick === 'REQUESTED' || pick === 'PACKED');
}

/** One parcel a warehouse that holds a part of the order; the ids are drawn as they are needed. */
export function parcelsToSend(state: OrderState, newParcelId: () => string): Pick<OrderState, 'parcels' | 'picks'> {
  const warehouses = [...new Set(state.stock.allocations.map(allocation => allocation.warehouseId))].toSorted();
  const entries = warehouses.map(warehouseId => ({ parcelId: newParcelId(), warehouseId }));
  return {
    parcels: Object.fromEntries(entries.map(({ parcelId, warehouseId }) => [parcelId, { status: 'REQUESTED', sequence: 0, warehouseId }])),
    picks: Object.fromEntries(entries.map(({ parcelId }) => [parcelId, { status: 'REQUESTED', sequence: 0 }])),
  };
}

export interface ParcelToSend {
  readonly parcelId: string;
  readonly warehouseId: string;
  readonly lines: readonly { readonly orderLineId: string; readonly quantity: number }[];
}

/** What is in each parcel, a line once, however many shelves it lies on. */
export const contentsOf = (state: OrderState): ParcelToSend[] =>
  Object.entries(state.parcels).map(([parcelId, { warehouseId }]) => {
    const quantities = new Map<string, number>();
    for (const part of state.stock.allocations) {
      if (part.warehouseId === warehouseId) quantities.set(part.orderLineId, (quantities.get(part.orderLineId) ?? 0) + part.quantity);
    }
    return { parcelId, warehouseId, lines: [...quantities].map(([orderLineId, quantity]) => ({ orderLineId, quantity })) };
  });
