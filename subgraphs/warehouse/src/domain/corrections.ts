/** A level as far as corrections go by it. */
export interface LevelToCorrect {
  readonly onHand: number;
  readonly allocated: number;
  readonly version: number;
}

/** How much is to be booked, or why nothing is. */
export type Correction = { readonly delta: number } | RefusedCorrection;
export interface RefusedCorrection {
  readonly refused: 'CONFLICT' | 'INSUFFICIENT_STOCK';
}

/**
 * @param level null where nothing of the variant ever lay on the shelf: that is of no version.
 * @param expectedVersion as the caller saw it; null when the caller does not mind.
 */
export function adjustLevel(level: LevelToCorrect | null, delta: number, expectedVersion: number | null): Correction {
  if (expectedVersion !== null && expectedVersion !== level?.version) return { refused: 'CONFLICT' };
  return (level?.onHand ?? 0) + delta < (level?.allocated ?? 0) ? { refused: 'INSUFFICIENT_STOCK' } : { delta };
}

/**
 * The difference to what was counted. A level that somebody had booked on must come with its version, or what happened while the caller
 * counted would be undone.
 * @param level null where nothing of the variant ever lay on the shelf.
 * @param expectedVersion null where nothing of it was known to lie there.
 */
export function countLevel(level: LevelToCorrect | null, counted: number, expectedVersion: number | null): Correction {
  const seen = level === null || level.onHand === 0 ? [null, level?.version ?? null] : [level.version];
  if (!seen.includes(expectedVersion)) return { refused: 'CONFLICT' };
  return adjustLevel(level, counted - (level?.onHand ?? 0), null);
}
