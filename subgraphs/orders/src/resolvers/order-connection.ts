import { isOrderDesk, type Viewer } from '@micromart/auth';
import { pageArguments, pageOf } from '@micromart/service';
import type { App, OrderPage } from '../app.ts';
import type { OrderFilter } from '../generated/resolvers.ts';
import type { OrderListing } from '../store.ts';

interface PageArgs {
  readonly first: number;
  readonly after?: string | null;
}

/** All orders that match, the newest first; for staff. */
export const orderConnection = (app: App, args: PageArgs & { readonly filter?: OrderFilter | null }): Promise<OrderPage> =>
  page(app, args, listingOf(args.filter));

/** A customer's orders are for that customer and the order desk. */
export const mayListOrdersOf = (viewer: Viewer, customerId: string): boolean => viewer.userId === customerId || isOrderDesk(viewer);

/** Null for anybody else. */
export const ordersOfCustomer = async (app: App, viewer: Viewer, customerId: string, args: PageArgs): Promise<OrderPage | null> =>
  mayListOrdersOf(viewer, customerId) ? await page(app, args, { customerId }) : null;

type Filter = Omit<OrderListing, 'first' | 'after'>;

async function page(app: App, args: PageArgs, filter: Filter): Promise<OrderPage> {
  const checked = pageArguments<readonly [string]>(args, ['string']);
  const listing = { ...filter, first: checked.first, after: checked.after?.[0] ?? null };
  const rows = await app.store.pageOfOrders(listing);
  return { ...pageOf(rows, checked, order => [order.id]), total: () => app.store.countOrders(listing) };
}

/** What is left out, or null, does not narrow the list. */
export function listingOf(filter: OrderFilter | null | undefined): Filter {
  if (filter === undefined || filter === null) return {};
  return {
    status: filter.status ?? undefined,
    paymentStatus: filter.paymentStatus ?? undefined,
    fulfillmentStatus: filter.fulfillmentStatus ?? undefined,
    placedAfter: filter.placedAfter ?? undefined,
    placedBefore: filter.placedBefore ?? undefined,
    needsAttention: filter.needsAttention ?? undefined,
    query: filter.query ?? undefined,
    // returns are a later release: no order has one in any state
    ...(filter.returnStatus === undefined || filter.returnStatus === null ? {} : { nothing: true }),
  };
}
