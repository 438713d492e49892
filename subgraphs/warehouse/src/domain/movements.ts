/** A line of the ledger: what happened to a variant on a shelf. */
export type MovementKind = 'RECEIVE' | 'ADJUST' | 'MOVE_OUT' | 'MOVE_IN' | 'ALLOCATE' | 'RELEASE' | 'SHIP' | 'RETURN';

/** One booking: signed as in the ledger, and never 0. */
export interface Movement {
  readonly kind: MovementKind;
  readonly variantId: string;
  readonly shelfId: string;
  readonly warehouseId: string;
  readonly quantity: number;
}

/** What movements make of one level. */
export interface LevelChange {
  readonly variantId: string;
  readonly shelfId: string;
  readonly onHand: number;
  readonly allocated: number;
}

const touchesOnHand: Readonly<Record<MovementKind, boolean>> = {
  RECEIVE: true,
  ADJUST: true,
  MOVE_OUT: true,
  MOVE_IN: true,
  ALLOCATE: false,
  RELEASE: false,
  SHIP: true,
  RETURN: true,
};
const touchesAllocated: Readonly<Record<MovementKind, boolean>> = {
  RECEIVE: false,
  ADJUST: false,
  MOVE_OUT: false,
  MOVE_IN: false,
  ALLOCATE: true,
  RELEASE: true,
  SHIP: true,
  RETURN: false,
};

/** What movements come to, one change a level: the ledger and the levels cannot tell different stories. */
export function changesOf(movements: readonly Movement[]): readonly LevelChange[] {
  const changes = new Map<string, LevelChange>();
  for (const { kind, variantId, shelfId, quantity } of movements) {
    const key = `${variantId} ${shelfId}`;
    const before = changes.get(key) ?? { variantId, shelfId, onHand: 0, allocated: 0 };
    changes.set(key, {
      ...before,
      onHand: before.onHand + (touchesOnHand[kind] ? quantity : 0),
      allocated: before.allocated + (touchesAllocated[kind] ? quantity : 0),
    });
  }
  return [...changes.values()];
}
