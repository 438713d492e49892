/** How much of a variant is free on a shelf. */
export interface FreeLevel {
  readonly variantId: string;
  readonly shelfId: string;
  readonly warehouseId: string;
  readonly free: number;
}

export interface WantedLine {
  readonly lineId: string;
  readonly variantId: string;
  readonly quantity: number;
}

/** A part of a line, on one shelf. */
export interface PlannedPart {
  readonly lineId: string;
  readonly variantId: string;
  readonly shelfId: string;
  readonly warehouseId: string;
  readonly quantity: number;
}

/** A line that cannot be had in full, and how much of it could be. */
export interface Lacking {
  readonly orderLineId: string;
  readonly variantId: string;
  readonly requested: number;
  readonly available: number;
}

export type AllocationPlan =
  | { readonly outcome: 'allocated'; readonly parts: readonly PlannedPart[] }
  | { readonly outcome: 'lacking'; readonly missing: readonly Lacking[] };

/**
 * Finds shelves for every line, or says what is lacking: all or nothing. One warehouse that has everything is preferred, since each more is
 * a parcel more; then as few shelves as it takes. The same levels give the same plan.
 */
export function planAllocation(lines: readonly WantedLine[], levels: readonly FreeLevel[]): AllocationPlan {
  const wanted = wantedByVariant(lines);
  const missing = lackingLines(lines, freeByVariant(levels));
  if (missing.length > 0) return { outcome: 'lacking', missing };
  const chosen = warehousesToUse(wanted, levels);
  return { outcome: 'allocated', parts: partsFrom(lines, chosen, levels) };
}

/** As many of a variant as can be had, from as few shelves as it takes. */
export function planPartial(line: WantedLine, levels: readonly FreeLevel[]): readonly PlannedPart[] {
  const free = levels.filter(level => level.variantId === line.variantId).reduce((sum, level) => sum + level.free, 0);
  const quantity = Math.min(line.quantity, free);
  return quantity === 0 ? [] : partsFrom([{ ...line, quantity }], [...new Set(levels.map(({ warehouseId }) => warehouseId))].toSorted(), levels);
}

type Amounts = ReadonlyMap<string, number>;

const sumBy = <Row>(rows: readonly Row[], keyOf: (row: Row) => string, amountOf: (row: Row) => number): Amounts => {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + amountOf(row));
  return sums;
};

const wantedByVariant = (lines: readonly WantedLine[]): Amounts =>
  sumBy(
    lines,
    line => line.variantId,
    line => line.quantity,
  );

const freeByVariant = (levels: readonly FreeLevel[]): Amounts =>
  sumBy(
    levels,
    level => level.variantId,
    level => level.free,
  );

function lackingLines(lines: readonly WantedLine[], free: Amounts): readonly Lacking[] {
  const left = new Map(free);
  return lines.flatMap(({ lineId, variantId, quantity }) => {
    const available = left.get(variantId) ?? 0;
    left.set(variantId, Math.max(0, available - quantity));
    return available >= quantity ? [] : [{ orderLineId: lineId, variantId, requested: quantity, available }];
  });
}

/** As few as possible: the one that covers most of what is still wanted, again and again; at a tie the one whose id comes first. */
function warehousesToUse(wanted: Amounts, levels: readonly FreeLevel[]): readonly string[] {
  const open = new Map(wanted);
  const rest = new Map<string, Amounts>();
  for (const warehouseId of [...new Set(levels.map(level => level.warehouseId))].toSorted()) {
    rest.set(warehouseId, freeByVariant(levels.filter(level => level.warehouseId === warehouseId)));
  }
  const chosen: string[] = [];
  while ([...open.values()].some(quantity => quantity > 0)) {
    const best = [...rest].map(([warehouseId, free]) => ({ warehouseId, covered: covered(open, free) })).reduce(better);
    for (const [variantId, quantity] of open) open.set(variantId, Math.max(0, quantity - (rest.get(best.warehouseId)?.get(variantId) ?? 0)));
    rest.delete(best.warehouseId);
    chosen.push(best.warehouseId);
  }
  return chosen;
}

interface Cover {
  readonly warehouseId: string;
  readonly covered: number;
}
const better = (one: Cover, other: Cover): Cover => (other.covered > one.covered ? other : one);

const covered = (open: Amounts, free: Amounts): number =>
  [...open].reduce((sum, [variantId, quantity]) => sum + Math.min(quantity, free.get(variantId) ?? 0), 0);

/** Fills lines warehouse by warehouse, and in each from as few shelves as it takes. */
function partsFrom(lines: readonly WantedLine[], warehouseIds: readonly string[], levels: readonly FreeLevel[]): readonly PlannedPart[] {
  const left = new Map(levels.map(level => [level, level.free]));
  const freeOn = (level: FreeLevel): number => left.get(level) ?? 0;
  return lines.flatMap(({ lineId, variantId, quantity }) => {
    const parts: PlannedPart[] = [];
    let open = quantity;
    for (const warehouseId of warehouseIds) {
      const shelves = levels.filter(level => level.variantId === variantId && level.warehouseId === warehouseId);
      for (let level = nextShelf(shelves, freeOn, open); level !== undefined; level = nextShelf(shelves, freeOn, open)) {
        const taken = Math.min(open, freeOn(level));
        left.set(level, freeOn(level) - taken);
        open -= taken;
        parts.push({ lineId, variantId, shelfId: level.shelfId, warehouseId, quantity: taken });
      }
    }
    return parts;
  });
}

/** The emptiest of those that have enough, so that shelves become free; else the fullest; at a tie the one whose id comes first. */
function nextShelf(shelves: readonly FreeLevel[], freeOn: (level: FreeLevel) => number, wanted: number): FreeLevel | undefined {
  if (wanted === 0) return undefined;
  const filled = shelves
    .filter(level => freeOn(level) > 0)
    .toSorted((one, other) => freeOn(one) - freeOn(other) || (one.shelfId < other.shelfId ? -1 : 1));
  const most = filled.at(-1);
  return filled.find(level => freeOn(level) >= wanted) ?? filled.find(level => most !== undefined && freeOn(level) === freeOn(most));
}
