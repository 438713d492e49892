import type { Sql } from '@micromart/database';
import { type ChangedState, COUNT_LIMIT } from '@micromart/service';
import type { OrderRow } from '../app.ts';
import type { Prisma, PrismaClient } from '../generated/prisma/client.ts';
import { ordersById } from './order-rows.ts';

/** Which orders a list shows, the newest first. */
export interface OrderListing {
  readonly customerId?: string;
  readonly status?: readonly string[] | undefined;
  readonly paymentStatus?: readonly string[] | undefined;
  readonly fulfillmentStatus?: readonly string[] | undefined;
  readonly placedAfter?: Date | undefined;
  readonly placedBefore?: Date | undefined;
  readonly needsAttention?: boolean | undefined;
  /** A number, an e-mail address, a name, a SKU, or a part of one. */
  readonly query?: string | undefined;
  /** No order can be in this list. */
  readonly nothing?: boolean;
  readonly first: number;
  /** The id of the order that the page begins behind: ids sort by the time of placing. */
  readonly after: string | null;
}

function whereOf(listing: Omit<OrderListing, 'first' | 'after'>): Prisma.OrderWhereInput {
  const among = (values: readonly string[] | undefined) => (values === undefined ? {} : { in: [...values] });
  return {
    ...(listing.customerId === undefined ? {} : { customerId: listing.customerId }),
    ...(listing.status === undefined ? {} : { status: among(listing.status) }),
    ...(listing.paymentStatus === undefined ? {} : { paymentStatus: among(listing.paymentStatus) }),
    ...(listing.fulfillmentStatus === undefined ? {} : { fulfillmentStatus: among(listing.fulfillmentStatus) }),
    ...(listing.placedAfter === undefined && listing.placedBefore === undefined
      ? {}
      : { placedAt: { ...(listing.placedAfter && { gte: listing.placedAfter }), ...(listing.placedBefore && { lt: listing.placedBefore }) } }),
    ...(listing.needsAttention === undefined ? {} : { needsAttention: listing.needsAttention }),
    ...(listing.query === undefined ? {} : { searchText: { contains: searched(listing.query) } }),
  };
}

/** `_` and `%` stand for themselves: e-mail addresses and SKUs have them. */
const searched = (query: string): string =>
  query
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/g, '\\$&');

/** Those of some orders that a list would show. */
export async function ordersAmong(
  prisma: PrismaClient,
  sql: Sql,
  ids: readonly string[],
  filter: Omit<OrderListing, 'first' | 'after'>,
): Promise<readonly OrderRow[]> {
  if (filter.nothing === true) return [];
  const shown = await prisma.order.findMany({ where: { AND: [{ id: { in: [...ids] } }, whereOf(filter)] }, select: { id: true } });
  return ordersById(
    sql,
    shown.map(({ id }) => id),
    'all',
  );
}

/** One row more than asked for, where there is one. */
export async function pageOfOrders(prisma: PrismaClient, sql: Sql, listing: OrderListing): Promise<readonly OrderRow[]> {
  if (listing.nothing === true) return [];
  const ids = await prisma.order.findMany({
    where: { AND: [whereOf(listing), listing.after === null ? {} : { id: { lt: listing.after } }] },
    select: { id: true },
    orderBy: { id: 'desc' },
    take: listing.first + 1,
  });
  const rows = await ordersById(
    sql,
    ids.map(({ id }) => id),
    'all',
  );
  return rows.toSorted((one, other) => (one.id < other.id ? 1 : -1));
}

export const countOrders = async (prisma: PrismaClient, listing: OrderListing): Promise<number> =>
  listing.nothing === true ? 0 : await prisma.order.count({ where: whereOf(listing), take: COUNT_LIMIT });

/** Orders that changed since a moment, the newest change first. */
export const ordersChangedSince = (prisma: PrismaClient, since: Date): Promise<readonly ChangedState[]> =>
  prisma.order.findMany({
    where: { updatedAt: { gte: since } },
    select: { id: true, version: true },
    orderBy: { updatedAt: 'desc' },
    take: 1_000,
  });
