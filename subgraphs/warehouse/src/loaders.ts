import { isStaff, type Viewer } from '@micromart/auth';
import { batchByKey, batchListsByKey } from '@micromart/service';
import type { AisleRow, AllocationRow, App, LevelRow, OrderKey, PickTaskRow, ShelfRow, VariantRow, WarehouseRow } from './app.ts';
import type { Visible } from './store.ts';

/** Ownership: staff sees all orders' goods, others those of their own orders and of orders whose access token they hold. */
export const visibleTo = (app: App, viewer: Viewer, orderIds: readonly string[]): Visible =>
  isStaff(viewer) ? 'all' : { customerId: viewer.userId, orderIds: orderIds.filter(id => app.orderTokens.allows(viewer, id)) };

export type WarehouseLoaders = ReturnType<typeof loadersFor>;

const idOf = (row: { readonly id: string }): string => row.id;

export const loadersFor = (app: App, viewer: Viewer) => ({
  /** Null for an order that the viewer may not see, or that warehouse has not heard of. */
  order: batchByKey<OrderKey>(ids => app.store.visibleOrders(ids, visibleTo(app, viewer, ids)), idOf),
  /** Of orders that the viewer may see. */
  allocations: batchListsByKey<AllocationRow>(
    orderIds => app.store.allocationsOf(orderIds),
    allocation => allocation.orderId,
  ),
  pickTasks: batchListsByKey<PickTaskRow>(
    orderIds => app.store.pickTasksOfOrders(orderIds),
    task => task.orderId,
  ),
  pickLines: batchListsByKey<AllocationRow>(
    pickTaskIds => app.store.linesOfTasks(pickTaskIds),
    line => line.pickTaskId ?? '',
  ),
  variant: batchByKey<VariantRow>(ids => app.store.variantsById(ids), idOf),
  promisedStock: batchByKey(
    variantIds => app.store.promisedStock(variantIds),
    stock => stock.variantId,
  ),
  levelsOfVariant: batchListsByKey<LevelRow>(
    variantIds => app.store.levelsOfVariants(variantIds),
    level => level.variantId,
  ),
  levelsOnShelf: batchListsByKey<LevelRow>(
    shelfIds => app.store.levelsOnShelves(shelfIds),
    level => level.shelfId,
  ),
  warehouse: batchByKey<WarehouseRow>(ids => app.store.warehouses(ids), idOf),
  aisle: batchByKey<AisleRow>(ids => app.store.aislesById(ids), idOf),
  shelf: batchByKey<ShelfRow>(ids => app.store.shelvesById(ids), idOf),
  aislesOfWarehouse: batchListsByKey<AisleRow>(
    warehouseIds => app.store.aislesOfWarehouses(warehouseIds),
    aisle => aisle.warehouseId,
  ),
  shelvesOfAisle: batchListsByKey<ShelfRow>(
    aisleIds => app.store.shelvesOfAisles(aisleIds),
    shelf => shelf.aisleId,
  ),
});
