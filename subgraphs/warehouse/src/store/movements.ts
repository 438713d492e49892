import type { MovementRow } from '../app.ts';
import type { PrismaClient } from '../generated/prisma/client.ts';

/** Which part of the ledger a list shows, the newest first. */
export interface MovementListing {
  readonly warehouseId: string | undefined;
  readonly variantId: string | undefined;
  readonly reference: string | undefined;
  readonly first: number;
  /** The id of the movement that the page begins behind: ids sort by the time of booking. */
  readonly after: string | null;
}

/** One row more than asked for, where there is one. */
export async function pageOfMovements(prisma: PrismaClient, listing: MovementListing): Promise<readonly MovementRow[]> {
  const { warehouseId, variantId, reference, first, after } = listing;
  const rows = await prisma.stockMovement.findMany({
    where: {
      ...(warehouseId === undefined ? {} : { warehouseId }),
      ...(variantId === undefined ? {} : { variantId }),
      ...(reference === undefined ? {} : { reference }),
      ...(after === null ? {} : { id: { lt: after } }),
    },
    orderBy: { id: 'desc' },
    take: first + 1,
  });
  return rows as MovementRow[];
}
