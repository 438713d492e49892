import type { PickTaskRow } from '../app.ts';
import type { Command } from '../domain/index.ts';
import type { Movement, MovementKind } from '../domain/movements.ts';
import type { AllocationRow } from '../app.ts';
import type { Goods } from './announce.ts';

/** What a command makes of an order's goods, and what is to be booked for it. */
export interface CarriedOut {
  readonly goods: Goods;
  readonly movements: readonly Movement[];
}

export interface Surroundings {
  /** Tasks of the parcels that were asked for. */
  readonly newTasks: readonly PickTaskRow[];
  /** Where a warehouse puts what comes back: the shelf's id, by the warehouse's. */
  readonly returnsShelves: Readonly<Record<string, string>>;
}

/** Carries a command out on what was read of the order; nothing is written here. `allocate` is done where shelves are looked at. */
export function carryOut(command: Command, goods: Goods, { newTasks, returnsShelves }: Surroundings): CarriedOut {
  switch (command.kind) {
    case 'release':
      return turned(goods, isHeld, 'RELEASED', allocation => moved('RELEASE', allocation, -allocation.quantity));
    case 'ship':
      return turned(
        goods,
        allocation => isHeld(allocation) && allocation.pickTaskId === command.parcelId,
        'SHIPPED',
        allocation => moved('SHIP', allocation, -allocation.quantity),
      );
    case 'return':
      return {
        goods,
        movements: goods.allocations
          .filter(({ pickTaskId, status }) => pickTaskId === command.parcelId && status === 'SHIPPED')
          .map(allocation => ({ ...moved('RETURN', allocation, allocation.quantity), shelfId: shelfFor(returnsShelves, allocation.warehouseId) })),
      };
    case 'create-pick-tasks':
      return { goods: withTasks(goods, newTasks), movements: [] };
    case 'cancel-pick-tasks':
    case 'allocate':
      // a task is shown as its parcel stands, and the parcel is released already
      return { goods, movements: [] };
    default:
      return command satisfies never;
  }
}

const isHeld = ({ status }: AllocationRow): boolean => status === 'HELD';

const moved = (kind: MovementKind, { variantId, shelfId, warehouseId }: AllocationRow, quantity: number): Movement => ({
  kind,
  variantId,
  shelfId,
  warehouseId,
  quantity,
});

function turned(
  goods: Goods,
  applies: (allocation: AllocationRow) => boolean,
  status: AllocationRow['status'],
  movementOf: (allocation: AllocationRow) => Movement,
): CarriedOut {
  return {
    goods: { ...goods, allocations: goods.allocations.map(allocation => (applies(allocation) ? { ...allocation, status } : allocation)) },
    movements: goods.allocations.filter(applies).map(movementOf),
  };
}

const withTasks = ({ allocations, tasks }: Goods, newTasks: readonly PickTaskRow[]): Goods => ({
  tasks: [...tasks, ...newTasks],
  allocations: allocations.map(allocation => {
    const task = isHeld(allocation) ? newTasks.find(({ warehouseId }) => warehouseId === allocation.warehouseId) : undefined;
    return task === undefined ? allocation : { ...allocation, pickTaskId: task.id };
  }),
});

function shelfFor(returnsShelves: Surroundings['returnsShelves'], warehouseId: string): string {
  const shelfId = returnsShelves[warehouseId];
  if (shelfId === undefined) throw new Error(`warehouse ${warehouseId} has no shelf for what comes back`);
  return shelfId;
}
