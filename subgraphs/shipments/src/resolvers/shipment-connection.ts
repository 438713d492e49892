import { pageArguments, pageOf } from '@micromart/service';
import type { App, ShipmentPage } from '../app.ts';
import type { ShipmentFilter } from '../generated/resolvers.ts';

interface PageArgs {
  readonly first: number;
  readonly after?: string | null;
  readonly filter?: ShipmentFilter | null;
}

/** All shipments that match, the newest first; for staff. What is left out of the filter, or null, does not narrow the list. */
export async function shipmentConnection(app: App, args: PageArgs): Promise<ShipmentPage> {
  const checked = pageArguments<readonly [string]>(args, ['string']);
  const listing = {
    orderId: args.filter?.orderId ?? undefined,
    status: args.filter?.status ?? undefined,
    carrierCode: args.filter?.carrierCode ?? undefined,
    first: checked.first,
    after: checked.after?.[0] ?? null,
  };
  const rows = await app.store.pageOfShipments(listing);
  return { ...pageOf(rows, checked, shipment => [shipment.id]), total: () => app.store.countShipments(listing) };
}
