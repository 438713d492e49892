/** How the goods of an order stand; NONE before they are looked for. In the order of the columns of the order's table in lifecycle.ts. */
export const statuses = ['NONE', 'HELD', 'REJECTED', 'RELEASED'] as const;
export type Status = (typeof statuses)[number];

/** A parcel: what this warehouse sends of the order, and its pick task. Up to PACKED its goods are held on the shelf or in a tote. */
export const parcelStatuses = ['OPEN', 'PICKING', 'PACKED', 'SHIPPED', 'RETURNED', 'RELEASED'] as const;
export type ParcelStatus = (typeof parcelStatuses)[number];

export interface ParcelCase {
  readonly warehouseId: string;
  readonly status: ParcelStatus;
  /** Heard that it came back before hearing that it left. */
  readonly returnedEarly: boolean;
}

/**
 * What warehouse knows of one order: one row, locked by whoever touches the order. Plain JSON. An order whose cancel was heard first is
 * RELEASED from the beginning, so that nothing will be held for it.
 */
export interface StockCase {
  readonly status: Status;
  /** Of the newest announcement. */
  readonly sequence: number;
  /** By parcel id; empty until the parcels are asked for. */
  readonly parcels: Readonly<Record<string, ParcelCase>>;
}

/** Of an order that nothing was heard of. Any event may open it, a cancel too. */
export const emptyCase: StockCase = { status: 'NONE', sequence: 0, parcels: {} };
