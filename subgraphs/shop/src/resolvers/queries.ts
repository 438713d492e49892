import { badUserInput } from '@micromart/service';
import { markets } from '@micromart/markets';
import type { QueryResolvers } from '../generated/resolvers.ts';
import { audienceOf } from '../loaders.ts';
import { searchPage } from '../use-cases/search-products.ts';
import { suggest } from '../use-cases/suggest.ts';

/** The one argument that is given. */
function only<Arguments extends object>(args: Arguments): { [Name in keyof Arguments]: readonly [Name, string] }[keyof Arguments] {
  const given = Object.entries(args).filter(([, value]) => value !== undefined && value !== null);
  if (given.length !== 1) throw badUserInput(`give exactly one of ${Object.keys(args).join(', ')}`);
  return given[0] as never;
}

export const queries: QueryResolvers = {
  markets: () => markets.map(market => ({ ...market, countries: [...market.countries] })),
  async product(_, { id, slug }, { app, loaders, viewer }) {
    const [name, value] = only({ id, slug });
    if (name === 'id') return loaders.product.load(value);
    const product = await app.store.productBySlug(value, audienceOf(viewer));
    if (product !== null) loaders.product.prime(product.id, product);
    return product;
  },
  products: (_, args, { app, viewer }) => searchPage(app, viewer, args),
  async searchSuggestions(_, { query, first }, { app }) {
    const { products, categories, queries: whole } = await suggest(app, query, first);
    return { products: [...products], categories: [...categories], queries: [...whole] };
  },
  variant(_, { id, sku, barcode }, { app, loaders, viewer }) {
    const [name, value] = only({ id, sku, barcode });
    switch (name) {
      case 'id':
        return loaders.variant.load(value);
      case 'sku':
        return app.store.variantBySku(value, audienceOf(viewer));
      case 'barcode':
        return app.store.variantByBarcode(value, audienceOf(viewer));
      default:
        return name satisfies never;
    }
  },
  category(_, { id, slug }, { loaders }) {
    const [name, value] = only({ id, slug });
    return name === 'id' ? loaders.category.load(value) : loaders.categoryBySlug.load(value);
  },
  categories: async (_, _args, { app }) => [...(await app.store.topCategories())],
};
