import type { MessagingTransaction } from '@micromart/messaging';
import type { AllocationRow, App } from '../app.ts';
import { type FreeLevel, type PlannedPart, planPartial } from '../domain/allocation-plan.ts';
import type { Movement } from '../domain/movements.ts';
import type { ShortLine } from './announce.ts';
import type { LastBooking } from './book-last.ts';

type PickedAllocation = AllocationRow & { readonly missing: number };

export interface FoundElsewhere {
  /** The lines of the task as they are to be picked now, new ones among them. */
  readonly allocations: readonly AllocationRow[];
  readonly movements: LastBooking['movements'];
  /** What is not to be had anywhere in the warehouse. */
  readonly short: readonly ShortLine[];
}

/**
 * What is missing is booked off its shelf, and held on other shelves of the same warehouse as far as they have it: another warehouse would be
 * another parcel, which is for orders to ask for.
 * @param all of the order's allocations: a shelf that holds a part of the line already holds more of it.
 */
export async function findElsewhere(
  app: App,
  tx: MessagingTransaction,
  warehouseId: string,
  lines: readonly PickedAllocation[],
  all: readonly AllocationRow[],
): Promise<FoundElsewhere> {
  const missing = lines.filter(line => line.missing > 0);
  const allocations = new Map(lines.map(line => [line.id, kept(line)]));
  if (missing.length === 0) return { allocations: [...allocations.values()], movements: [], short: [] };

  const variantIds = [...new Set(missing.map(({ variantId }) => variantId))];
  const empty = new Set(missing.map(({ variantId, shelfId }) => `${variantId} ${shelfId}`));
  const isElsewhere = ({ variantId, shelfId }: FreeLevel): boolean => !empty.has(`${variantId} ${shelfId}`);
  let levels: readonly FreeLevel[] = (await app.store.freeInWarehouse(tx, variantIds, warehouseId)).filter(isElsewhere);
  const movements: LastBooking['movements'][number][] = [];
  const short: ShortLine[] = [];
  for (const line of missing) {
    movements.push(...bookedOff(line));
    const parts = planPartial({ lineId: line.orderLineId, variantId: line.variantId, quantity: line.missing }, levels);
    for (const part of parts) {
      const known = [...all, ...allocations.values()].findLast(row => row.orderLineId === line.orderLineId && row.shelfId === part.shelfId);
      const row = heldThere(app, line, part, known);
      allocations.set(row.id, row);
      movements.push({ kind: 'ALLOCATE', variantId: part.variantId, shelfId: part.shelfId, warehouseId, quantity: part.quantity });
    }
    levels = without(levels, parts);
    const lacking = line.missing - parts.reduce((sum, { quantity }) => sum + quantity, 0);
    if (lacking > 0) short.push({ orderLineId: line.orderLineId, variantId: line.variantId, quantity: lacking });
  }
  return { allocations: [...allocations.values()], movements, short };
}

/** A line of which nothing was found is no line of the task any more. */
function kept({ missing, ...line }: PickedAllocation): AllocationRow {
  if (missing === 0) return line;
  return line.picked === 0 ? { ...line, status: 'RELEASED', pickTaskId: null } : { ...line, quantity: line.picked };
}

function bookedOff({ variantId, shelfId, warehouseId, missing }: PickedAllocation): readonly (Movement & { readonly reason?: string })[] {
  const place = { variantId, shelfId, warehouseId, quantity: -missing };
  return [
    { ...place, kind: 'RELEASE' },
    { ...place, kind: 'ADJUST', reason: 'not found while picking' },
  ];
}

function heldThere(app: App, line: PickedAllocation, { shelfId, quantity }: PlannedPart, known: AllocationRow | undefined): AllocationRow {
  if (known?.status === 'HELD') return { ...known, quantity: known.quantity + quantity };
  const { missing: _, ...copied } = line;
  return { ...copied, id: known?.id ?? app.newId('alc'), shelfId, quantity, picked: 0, status: 'HELD' };
}

const without = (levels: readonly FreeLevel[], parts: readonly PlannedPart[]): readonly FreeLevel[] =>
  levels.map(level => {
    const taken = parts.filter(part => part.shelfId === level.shelfId && part.variantId === level.variantId);
    return { ...level, free: level.free - taken.reduce((sum, { quantity }) => sum + quantity, 0) };
  });
