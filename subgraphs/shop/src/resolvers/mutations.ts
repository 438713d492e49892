import type { MutationResolvers } from '../generated/resolvers.ts';
import { cancelPrice } from '../use-cases/cancel-price.ts';
import { createProduct } from '../use-cases/create-product.ts';
import { importProducts } from '../use-cases/import-products.ts';
import { saveCategory } from '../use-cases/save-category.ts';
import { setPrices } from '../use-cases/set-prices.ts';
import { archiveProduct, updateProduct } from '../use-cases/update-product.ts';

export const mutations: MutationResolvers = {
  productCreate: (_, { input }, { app }) => createProduct(app, input),
  productUpdate: (_, { id, expectedVersion, input }, { app }) => updateProduct(app, id, expectedVersion, input),
  productArchive: (_, { id }, { app }) => archiveProduct(app, id),
  productsImport: (_, { rows, onError }, { app }) => importProducts(app, rows, onError),
  priceSet: (_, { inputs }, { app }) => setPrices(app, inputs),
  priceCancel: (_, { id }, { app }) => cancelPrice(app, id),
  categorySave: (_, { input }, { app }) => saveCategory(app, input),
};
