import { type ChangedState, COUNT_LIMIT } from '@micromart/service';
import type { Prisma, PrismaClient } from '../generated/prisma/client.ts';

/** Which shipments a list shows, the newest first. */
export interface ShipmentListing {
  readonly orderId?: string | undefined;
  readonly status?: readonly string[] | undefined;
  readonly carrierCode?: string | undefined;
  readonly first: number;
  /** The id of the shipment that the page begins behind: ids sort by the time that parcels were made. */
  readonly after: string | null;
}

const whereOf = ({ orderId, status, carrierCode }: ShipmentListing): Prisma.ShipmentWhereInput => ({
  bookingKey: { not: null },
  ...(orderId === undefined ? {} : { orderId }),
  ...(status === undefined ? {} : { status: { in: [...status] } }),
  ...(carrierCode === undefined ? {} : { carrierCode }),
});

/** One id more than asked for, where there is one. */
export async function pageOfShipmentIds(prisma: PrismaClient, listing: ShipmentListing): Promise<readonly string[]> {
  const rows = await prisma.shipment.findMany({
    where: { ...whereOf(listing), ...(listing.after === null ? {} : { id: { lt: listing.after } }) },
    select: { id: true },
    orderBy: { id: 'desc' },
    take: listing.first + 1,
  });
  return rows.map(({ id }) => id);
}

export const countShipments = (prisma: PrismaClient, listing: ShipmentListing): Promise<number> =>
  prisma.shipment.count({ where: whereOf(listing), take: COUNT_LIMIT });

/** Shipments that changed since a moment, the newest change first. */
export const shipmentsChangedSince = (prisma: PrismaClient, since: Date): Promise<readonly ChangedState[]> =>
  prisma.shipment.findMany({
    where: { updatedAt: { gte: since }, bookingKey: { not: null } },
    select: { id: true, version: true },
    orderBy: { updatedAt: 'desc' },
    take: 1_000,
  });
