export type { AisleRow, App as WarehouseApp, LevelRow, ShelfRow, WarehouseRow } from './app.ts';
export { warehouse } from './subgraph.ts';
export { type BookedLevels } from './use-cases/book-once.ts';
export { receiveStock, type StockReceipt } from './use-cases/receive-stock.ts';
export { saveAisle, saveShelf, saveWarehouse } from './use-cases/save-site.ts';
export { setReorderPoint } from './use-cases/set-reorder-point.ts';
