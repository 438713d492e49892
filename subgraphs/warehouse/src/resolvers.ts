import { badUserInput } from '@micromart/service';
import type { AllocationRow, App, ShelfRow, WarehouseRow } from './app.ts';
import { availabilityOf } from './domain/availability.ts';
import { inWalkingOrder } from './domain/picking.ts';
import type { Resolvers } from './generated/resolvers.ts';
import type { WarehouseLoaders } from './loaders.ts';
import { levelConnection, movementConnection, pickTaskConnection } from './resolvers/connections.ts';
import { mutations } from './resolvers/mutations.ts';
import { warehouseSubscriptions } from './resolvers/warehouse-subscriptions.ts';

/** GraphQL in, use case out. */
export const resolvers: Resolvers = {
  Query: {
    warehouses: async (_, _args, { app }) => [...(await app.store.warehouses())],
    warehouse: (_, args, { app, loaders }) => findWarehouse(app, loaders, args),
    shelf: (_, args, { app, loaders }) => findShelf(app, loaders, args),
    stockLevels: (_, args, { app }) => levelConnection(app, args),
    stockMovements: (_, args, { app }) => movementConnection(app, args),
    pickTask: async (_, { id }, { app }) => (await app.store.pickTasksById([id]))[0] ?? null,
    pickTasks: (_, args, { app }) => pickTaskConnection(app, args),
  },
  Mutation: mutations,
  Subscription: warehouseSubscriptions,
  ProductVariant: {
    // nothing is read until one of its two fields is asked for, and nothing of the reference is given back but its key
    __resolveReference: ({ id }) => ({ id }),
    async availability(variant, _, { loaders }) {
      const stock = await loaders.promisedStock.load(variant.id);
      return availabilityOf(stock?.available ?? 0, stock?.reorderPoint ?? 0);
    },
    stockLevels: async (variant, _, { loaders }) => [...(await loaders.levelsOfVariant.load(variant.id))],
  },
  Order: {
    __resolveReference: ({ id }, { loaders }) => loaders.order.load(id),
    allocations: async (order, _, { loaders }) => [...(await loaders.allocations.load(order.id))],
    pickTasks: async (order, _, { loaders }) => [...(await loaders.pickTasks.load(order.id))],
  },
  Warehouse: { aisles: async (warehouse, _, { loaders }) => [...(await loaders.aislesOfWarehouse.load(warehouse.id))] },
  Aisle: {
    warehouse: (aisle, _, { loaders }) => there(loaders.warehouse.load(aisle.warehouseId), aisle.warehouseId),
    shelves: async (aisle, _, { loaders }) => [...(await loaders.shelvesOfAisle.load(aisle.id))],
  },
  Shelf: {
    aisle: (shelf, _, { loaders }) => there(loaders.aisle.load(shelf.aisleId), shelf.aisleId),
    stockLevels: async (shelf, _, { loaders }) => [...(await loaders.levelsOnShelf.load(shelf.id))],
  },
  StockLevel: {
    variant: level => ({ id: level.variantId }),
    shelf: (level, _, { loaders }) => there(loaders.shelf.load(level.shelfId), level.shelfId),
    available: level => level.onHand - level.allocated,
  },
  Allocation: {
    variant: allocation => ({ id: allocation.variantId }),
    shelf: (allocation, _, { loaders }) => there(loaders.shelf.load(allocation.shelfId), allocation.shelfId),
  },
  StockMovement: {
    sku: async (movement, _, { loaders }) => (await loaders.variant.load(movement.variantId))?.sku ?? movement.variantId,
    variant: movement => ({ id: movement.variantId }),
    shelf: (movement, _, { loaders }) => there(loaders.shelf.load(movement.shelfId), movement.shelfId),
    actor: movement => (movement.actorId === null ? null : { id: movement.actorId }),
  },
  PickTask: {
    order: task => ({ id: task.orderId }),
    warehouse: (task, _, { loaders }) => there(loaders.warehouse.load(task.warehouseId), task.warehouseId),
    picker: task => (task.pickerId === null ? null : { id: task.pickerId }),
    lines: async (task, _, { loaders }) => linesInWalkingOrder(loaders, await loaders.pickLines.load(task.id)),
  },
  PickLine: {
    sku: async (line, _, { loaders }) => (await loaders.variant.load(line.variantId))?.sku ?? line.sku,
    name: async (line, _, { loaders }) => (await loaders.variant.load(line.variantId))?.name ?? line.name,
    barcode: async (line, _, { loaders }) => (await loaders.variant.load(line.variantId))?.barcode ?? null,
    variant: line => ({ id: line.variantId }),
    shelf: (line, _, { loaders }) => there(loaders.shelf.load(line.shelfId), line.shelfId),
  },
  StockLevelConnection: { totalCount: page => page.total() },
  PickTaskConnection: { totalCount: page => page.total() },
};

async function there<Row>(loading: Promise<Row | null>, id: string): Promise<Row> {
  const row = await loading;
  if (row === null) throw new Error(`${id} is gone, but goods lie there`);
  return row;
}

async function linesInWalkingOrder(loaders: WarehouseLoaders, lines: readonly AllocationRow[]): Promise<AllocationRow[]> {
  const placed = await Promise.all(
    lines.map(async line => {
      const shelf = await there(loaders.shelf.load(line.shelfId), line.shelfId);
      const aisle = await there(loaders.aisle.load(shelf.aisleId), shelf.aisleId);
      return { line, aisleCode: aisle.code, shelfCode: shelf.code };
    }),
  );
  return placed.toSorted(inWalkingOrder).map(({ line }) => line);
}

type Named = { readonly id?: string | null };

async function findWarehouse(app: App, loaders: WarehouseLoaders, { id, code }: Named & { code?: string | null }): Promise<WarehouseRow | null> {
  if (id) return loaders.warehouse.load(id);
  if (code) return app.store.warehouseByCode(code);
  throw badUserInput('name the warehouse: id or code', ['id']);
}

async function findShelf(app: App, loaders: WarehouseLoaders, { id, label }: Named & { label?: string | null }): Promise<ShelfRow | null> {
  if (id) return loaders.shelf.load(id);
  if (label) return app.store.shelfByLabel(label);
  throw badUserInput('name the shelf: id or label', ['id']);
}
