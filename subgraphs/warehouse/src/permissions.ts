import { everyone, floor, permissions as permissionTree, staff } from '@micromart/auth';

/**
 * Who may ask for what. Whose goods they are, the WHERE of every loader decides: an order that is not the viewer's has none. A customer may
 * follow an allocation to its shelf, and no further.
 */
export const permissions = permissionTree({
  Query: { '*': floor },
  Mutation: { '*': floor },
  Subscription: { '*': floor },
  ProductVariant: { '*': everyone, stockLevels: floor },
  Availability: everyone,
  Order: { '*': everyone, pickTasks: staff },
  User: everyone,
  Warehouse: { '*': everyone, aisles: floor },
  Aisle: { '*': everyone, shelves: floor },
  Shelf: { '*': everyone, stockLevels: floor },
  // reached through fields that are guarded
  StockLevel: everyone,
  Allocation: everyone,
  StockMovement: everyone,
  PickTask: everyone,
  PickLine: everyone,
  StockLevelConnection: everyone,
  StockLevelEdge: everyone,
  StockMovementConnection: everyone,
  StockMovementEdge: everyone,
  PickTaskConnection: everyone,
  PickTaskEdge: everyone,
  PageInfo: everyone,
  WarehousePayload: everyone,
  AislePayload: everyone,
  ShelfPayload: everyone,
  StockLevelPayload: everyone,
  StockLevelsPayload: everyone,
  StockMovePayload: everyone,
  PickTaskPayload: everyone,
  UserError: everyone,
});
