/** What can be promised of a variant, over all warehouses. */
export interface Availability {
  readonly available: number;
  readonly inStock: boolean;
  readonly lowStock: boolean;
}

/** @param reorderPoint of all warehouses together. */
export const availabilityOf = (available: number, reorderPoint: number): Availability => ({
  available,
  inStock: available > 0,
  lowStock: available < reorderPoint,
});

/** What was last told, and when. */
export interface Told extends Availability {
  readonly at: Date;
}

/** Milliseconds between two announcements of a variant that goes up and down without crossing anything. */
export const TELL_EVERY = 1_000;

/** Whether to tell now, to wait, or to leave it: it is as it was told. Crossing 0 or the reorder point is told at once. */
export function tellingOf(told: Told | null, now: Availability, at: Date): 'now' | 'later' | 'never' {
  if (told === null || told.inStock !== now.inStock || told.lowStock !== now.lowStock) return 'now';
  if (told.available === now.available) return 'never';
  return at.getTime() - told.at.getTime() >= TELL_EVERY ? 'now' : 'later';
}
