/** SOUGHT: no carrier has it yet. LEFT: any carrier's news from the pick-up on. In the order of the columns of the parcel's table in lifecycle.ts. */
export const parcelStatuses = ['SOUGHT', 'CREATED', 'READY', 'LEFT', 'DELIVERED', 'FAILED', 'RETURNED', 'CANCELED'] as const;
export type ParcelStatus = (typeof parcelStatuses)[number];

export interface ParcelCase {
  readonly status: ParcelStatus;
  /** Heard that it stands ready, maybe before it was asked for. */
  readonly packed: boolean;
}

/** What shipments knows of one order: one row with all its parcels, locked by whoever touches one of them. Plain JSON. */
export interface ShipmentCase {
  /** Of the newest announcement. */
  readonly sequence: number;
  /** Heard which parcels there are to be. */
  readonly requested: boolean;
  /** Heard that nothing is to leave any more. Never taken back. */
  readonly closing: boolean;
  readonly parcels: Readonly<Record<string, ParcelCase>>;
}

/** Of an order that nothing was heard of. Any event may open it, a cancel too. */
export const emptyCase: ShipmentCase = { sequence: 0, requested: false, closing: false, parcels: {} };

/** How the order's parcels stand together. LEFT: one at least has left. In the order of the columns of the order's table in lifecycle.ts. */
export const phases = ['EMPTY', 'OPEN', 'LEFT', 'CLOSED'] as const;
export type Phase = (typeof phases)[number];

const gone: ReadonlySet<ParcelStatus> = new Set(['LEFT', 'DELIVERED', 'FAILED', 'RETURNED']);

/** Whether a carrier has had it in hand, wherever it is now. */
export const hasLeft = ({ status }: ParcelCase): boolean => gone.has(status);

export function phaseOf({ requested, closing, parcels }: ShipmentCase): Phase {
  if (Object.values(parcels).some(hasLeft)) return 'LEFT';
  if (closing) return 'CLOSED';
  return requested ? 'OPEN' : 'EMPTY';
}
