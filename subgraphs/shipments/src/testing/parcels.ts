import { eventually } from '@micromart/service/testing';
import type { TestOrder } from './neighbours.ts';
import type { ShipmentsWorld } from './shipments-world.ts';

/** A parcel as staff sees it. */
export interface Shown {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly weightGrams: number;
  readonly trackingNumber: string;
  readonly carrier: { readonly code: string };
  readonly choice: {
    readonly strategy: string;
    readonly quotes: readonly { readonly carrier: { readonly code: string }; readonly price: unknown; readonly refusal: string | null }[];
  };
  readonly trackingEvents: readonly { readonly status: string }[];
}

export const PARCEL = `id status version weightGrams trackingNumber trackingUrl labelUrl carrier { code enabled }
  choice { strategy quotes { carrier { code } price { amount currencyCode } refusal } } trackingEvents { status message }`;
export const susan = { userId: 'usr_susan', roles: ['support'] as const };
export const ada = { userId: 'usr_ada', roles: ['admin'] as const };

/** Brings parcels to where a test needs them, and reads how they stand. */
export function followParcels(of: () => ShipmentsWorld) {
  const types = (order: TestOrder): string[] =>
    of()
      .said(order.id)
      .map(event => event.type);

  async function shown(order: TestOrder, parcel = 0): Promise<Shown | null> {
    const { data } = await of().ask(`query($id: ID) { shipment(id: $id) { ${PARCEL} } }`, { id: order.parcelIds[parcel] }, susan);
    return (data?.['shipment'] ?? null) as Shown | null;
  }

  async function created(order = of().newOrder()): Promise<TestOrder> {
    await of().request(order);
    await eventually(
      () => types(order),
      said => said.filter(type => type === 'shipment.created').length === order.parcelIds.length,
    );
    return order;
  }

  return {
    /** What was said of the order, by its types. */
    types,
    saidAll: (order: TestOrder, ...expected: string[]) =>
      eventually(
        () => types(order),
        said => JSON.stringify(said) === JSON.stringify(expected),
      ),
    lastSaid: (order: TestOrder) => of().said(order.id).at(-1)?.data,
    shown,
    settled: (order: TestOrder, fits: (parcel: Shown) => boolean) =>
      eventually(
        () => shown(order),
        parcel => parcel !== null && fits(parcel),
      ),
    /** Parcels that carriers know of. */
    created,
    /** The same, the first one packed. */
    async ready(order?: TestOrder): Promise<TestOrder> {
      const made = await created(order);
      await of().pack(made);
      await eventually(
        () => types(made),
        said => said.includes('shipment.ready'),
      );
      return made;
    },
    /** Lets the carrier make its next step with the first parcel. */
    async move(order: TestOrder, trackingNumber?: string): Promise<void> {
      const number = trackingNumber ?? (await shown(order))?.trackingNumber ?? '';
      await eventually(
        () => of().carriers.move(number),
        step => step !== undefined,
      );
    },
  };
}
