import type { Resolvers } from '../generated/resolvers.ts';
import type { CategoryRow } from '../rows.ts';
import { searchPage } from '../use-cases/search-products.ts';

export const categoryResolvers: Pick<Resolvers, 'Category'> = {
  Category: {
    seo: ({ seoTitle, seoDescription }) => ({ title: seoTitle, description: seoDescription }),
    parent: (category, _, { loaders }) => (category.parentId === null ? null : loaders.category.load(category.parentId)),
    ancestors: (category, _, { loaders }) => Promise.all(category.path.slice(0, -1).map(id => loaders.category.load(id) as Promise<CategoryRow>)),
    children: (category, _, { loaders }) => loaders.childrenOfCategory.load(category.id) as Promise<CategoryRow[]>,
    products: (category, args, { app, viewer }) => searchPage(app, viewer, { ...args, categoryId: category.id }),
  },
};
