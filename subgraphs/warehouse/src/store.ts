import type { Sql } from '@micromart/database';
import type { Messaging } from '@micromart/messaging';
import type { PrismaClient } from './generated/prisma/client.ts';
import { freeInWarehouse, holdOrder, lookAtShelves, openCase } from './store/allocation.ts';
import { allocationsOf, insertAllocation, linesOfTasks, saveAllocations } from './store/allocations.ts';
import { claimTelling, hasUntold, noteTold, promisedStock, untoldStock } from './store/availability.ts';
import { book } from './store/booking.ts';
import { type Key, keyed, noteKey } from './store/keys.ts';
import {
  countLevels,
  ensureLevels,
  type LevelListing,
  levelsById,
  levelsChangedSince,
  levelsOfVariants,
  levelsOnShelves,
  lockLevels,
  pageOfLevels,
} from './store/levels.ts';
import { type MovementListing, pageOfMovements } from './store/movements.ts';
import { lockCase, saveCase, type Visible, visibleOrders } from './store/order-cases.ts';
import {
  countPickTasks,
  insertPickTask,
  pageOfPickTasks,
  type PickTaskListing,
  pickTasksById,
  pickTasksChangedSince,
  pickTasksOfOrders,
  updatePickTask,
} from './store/pick-tasks.ts';
import { setReorderPoint } from './store/reorder-points.ts';
import * as sites from './store/sites.ts';
import { saveVariant, variantsById } from './store/variants.ts';

export { type BookedLevel, type Booking, type NewMovement, ShelvesChanged } from './store/booking.ts';
export type { Key } from './store/keys.ts';
export type { LevelListing } from './store/levels.ts';
export type { MovementListing } from './store/movements.ts';
export type { Visible } from './store/order-cases.ts';
export type { PickTaskListing } from './store/pick-tasks.ts';

/** The only code that talks to the database of warehouse. */
export type Store = ReturnType<typeof openStore>;

export function openStore({ database }: Messaging<PrismaClient>) {
  const { prisma } = database;
  return {
    book,
    lookAtShelves,
    freeInWarehouse,
    holdOrder,
    openCase,
    lockCase,
    saveCase,
    saveAllocations,
    insertAllocation,
    insertPickTask,
    updatePickTask,
    lockLevels,
    ensureLevels,
    setReorderPoint,
    noteKey,
    saveVariant,
    claimTelling,
    untoldStock,
    noteTold,
    saveWarehouse: sites.saveWarehouse,
    saveAisle: sites.saveAisle,
    saveShelf: sites.saveShelf,
    relabelShelves: sites.relabelShelves,
    keyed: (key: Key) => keyed(database, key),
    hasUntold: () => hasUntold(database),
    promisedStock: (variantIds: readonly string[]) => promisedStock(database, variantIds),
    variantsById: (ids: readonly string[]) => variantsById(database, ids),
    levelsById: (ids: readonly string[]) => levelsById(database, ids),
    levelsOfVariants: (variantIds: readonly string[]) => levelsOfVariants(database, variantIds),
    levelsOnShelves: (shelfIds: readonly string[]) => levelsOnShelves(database, shelfIds),
    pageOfLevels: (listing: LevelListing) => pageOfLevels(database, listing),
    countLevels: (listing: LevelListing) => countLevels(database, listing),
    levelsChangedSince: (warehouseId: string, since: Date) => levelsChangedSince(database, warehouseId, since),
    pageOfMovements: (listing: MovementListing) => pageOfMovements(prisma, listing),
    visibleOrders: (orderIds: readonly string[], visible: Visible) => visibleOrders(database, orderIds, visible),
    allocationsOf: (orderIds: readonly string[], sql: Sql = database) => allocationsOf(sql, orderIds),
    linesOfTasks: (pickTaskIds: readonly string[]) => linesOfTasks(database, pickTaskIds),
    pickTasksById: (ids: readonly string[], sql: Sql = database) => pickTasksById(sql, ids),
    pickTasksOfOrders: (orderIds: readonly string[], sql: Sql = database) => pickTasksOfOrders(sql, orderIds),
    pageOfPickTasks: (listing: PickTaskListing) => pageOfPickTasks(prisma, listing),
    countPickTasks: (listing: PickTaskListing) => countPickTasks(prisma, listing),
    pickTasksChangedSince: (warehouseId: string, since: Date) => pickTasksChangedSince(prisma, warehouseId, since),
    warehouses: (ids?: readonly string[]) => sites.warehouses(prisma, ids),
    warehouseByCode: (code: string) => sites.warehouseByCode(prisma, code),
    aislesById: (ids: readonly string[]) => sites.aislesById(prisma, ids),
    aislesOfWarehouses: (warehouseIds: readonly string[]) => sites.aislesOfWarehouses(prisma, warehouseIds),
    shelvesById: (ids: readonly string[]) => sites.shelvesById(prisma, ids),
    shelvesOfAisles: (aisleIds: readonly string[]) => sites.shelvesOfAisles(prisma, aisleIds),
    shelfByLabel: (label: string) => sites.shelfByLabel(prisma, label),
    returnsShelf: (warehouseId: string) => sites.returnsShelf(prisma, warehouseId),
  };
}
