import type { Viewer } from '@micromart/auth';
import { badUserInput, pageArguments, pageOf } from '@micromart/service';
import type { App } from '../app.ts';
import { type Search, sortKeyType } from '../domain/search.ts';
import { type FacetList, facetList } from '../domain/facet-list.ts';
import type { ShopLoaders } from '../loaders.ts';
import type { ProductPage } from '../rows.ts';
import type { FoundProduct, SearchKey } from '../store/product-search.ts';
import { readSearch, type SearchArguments } from './read-search.ts';

interface PageArguments {
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** A page of a search: one statement, besides the look-up of words. */
export async function searchPage(app: App, viewer: Viewer, args: SearchArguments & PageArguments): Promise<ProductPage> {
  const search = await readSearch(app, viewer, args);
  const type = sortKeyType(search);
  const page = pageArguments<SearchKey>(args, [type === 'text' ? 'string' : 'number', 'string']);
  const rows = await app.store.searchProducts(search, checkedKey(page.after, type), page.first + 1);
  return { ...pageOf<FoundProduct>(rows, page, row => [row.sortKey, row.id]), search };
}

/** The cursor has the right types already; numbers must be ones that the database can compare to. */
function checkedKey(after: SearchKey | null, type: 'int' | 'text' | 'none'): SearchKey | null {
  if (after === null) return null;
  const [sortKey, id] = after;
  const fits = type === 'none' || (type === 'text' ? typeof sortKey === 'string' : Number.isInteger(sortKey) && Math.abs(Number(sortKey)) < 2 ** 31);
  if (!fits || typeof id !== 'string') throw badUserInput('after is not a cursor of this list; take endCursor of the page before', ['after']);
  return after;
}

/** What the matches can be narrowed by. Where the search is of one category, that one and those above it say nothing new. */
export async function searchFacets(app: App, loaders: ShopLoaders, search: Search): Promise<FacetList[]> {
  const counts = await app.store.facetCounts(search);
  const context = search.categoryId === null ? null : await loaders.category.load(search.categoryId);
  const ids = counts.filter(({ name }) => name === 'category').map(({ value }) => value);
  const categories = await loaders.category.loadMany(ids.filter(id => !context?.path.includes(id)));
  return facetList(
    counts,
    new Map(categories.flatMap(category => (category === null || category instanceof Error ? [] : [[category.id, category]]))),
  );
}
