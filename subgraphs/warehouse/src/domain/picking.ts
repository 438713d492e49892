import type { ParcelStatus } from './stock-case.ts';

export type PickTaskStatus = 'OPEN' | 'PICKING' | 'PICKED' | 'PACKED' | 'CANCELED';

/** What is to be taken from one shelf, and how much of it lies in the tote. */
export interface LineToPick {
  readonly id: string;
  readonly quantity: number;
  readonly picked: number;
}

/** PICKED once every line is complete, and PICKING again when something is put back. Of a task that has lost all its lines there is nothing to pack. */
export const pickingStatus = (lines: readonly LineToPick[]): 'PICKING' | 'PICKED' =>
  lines.length > 0 && lines.every(line => line.picked === line.quantity) ? 'PICKED' : 'PICKING';

/** How a parcel's pick task is shown: its life says less than its lines. */
export function taskStatus(parcel: ParcelStatus, lines: readonly LineToPick[]): PickTaskStatus {
  switch (parcel) {
    case 'OPEN':
      return 'OPEN';
    case 'PICKING':
      return pickingStatus(lines);
    case 'PACKED':
    case 'SHIPPED':
    case 'RETURNED':
      return 'PACKED';
    case 'RELEASED':
      return 'CANCELED';
    default:
      return parcel satisfies never;
  }
}

/** Where a line lies. */
export interface Place {
  readonly aisleCode: string;
  readonly shelfCode: string;
}

const naturally = new Intl.Collator('en', { numeric: true });

/** The way through the warehouse: aisle by aisle, shelf by shelf, `A2` before `A10`. */
export const inWalkingOrder = (one: Place, other: Place): number =>
  naturally.compare(one.aisleCode, other.aisleCode) || naturally.compare(one.shelfCode, other.shelfCode);

/** Grams: carton, paper and tape. */
export const PACKAGING = 150;

/** Grams of a parcel that nobody has put on the scales. */
export const parcelWeight = (lines: readonly { readonly quantity: number; readonly weightGrams: number }[]): number =>
  lines.reduce((sum, line) => sum + line.quantity * line.weightGrams, PACKAGING);
