import type { Resolvers } from '../generated/resolvers.ts';
import { shownRange } from './product.ts';
import { searchFacets } from '../use-cases/search-products.ts';

/** What is counted over all matches is counted when somebody asks. */
export const productConnectionResolvers: Pick<Resolvers, 'ProductConnection'> = {
  ProductConnection: {
    totalCount: ({ search }, _, { app }) => app.store.countProducts(search),
    facets: ({ search }, _, { app, loaders }) => searchFacets(app, loaders, search),
    async priceRange({ search }, _, { app }) {
      const range = await app.store.searchPriceRange(search);
      return shownRange(range && { ...range, currency: search.currency });
    },
  },
};
