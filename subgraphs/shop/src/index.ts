export type { App } from './app.ts';
export { markets, type Market } from '@micromart/markets';
export { MOST_ROWS } from './domain/product-input.ts';
export type { CategoryInput, ImportErrorPolicy, ProductInput } from './generated/resolvers.ts';
export { shop } from './subgraph.ts';
export { importProducts, type ProductsImport } from './use-cases/import-products.ts';
export { saveCategory, type SavedCategory } from './use-cases/save-category.ts';
