import { isStaff, type Viewer } from '@micromart/auth';
import { MoneyError, parseMoney } from '@micromart/money';
import { badUserInput, forbidden } from '@micromart/service';
import type { App } from '../app.ts';
import type { FacetSelection } from '../domain/facets.ts';
import { defaultCurrency } from '@micromart/markets';
import { termsOf, tsQuery } from '../domain/search-query.ts';
import { queryWords } from '../domain/search-words.ts';
import type { ProductSort, Search } from '../domain/search.ts';
import type { ProductFilter } from '../generated/resolvers.ts';
import { audienceOf } from '../loaders.ts';

export interface SearchArguments {
  readonly query?: string | null | undefined;
  readonly filter?: ProductFilter | null | undefined;
  readonly sort: ProductSort;
  readonly currency?: string | null | undefined;
  /** Of the category that is asked for its products. */
  readonly categoryId?: string;
}

const LONGEST_QUERY = 200;
const MOST_FACETS = 50;
const MOST_VALUES = 200;

/**
 * Makes a search of what somebody asks: typing errors are looked up, categories found by their slugs, amounts read.
 * @throws BAD_USER_INPUT for amounts or lists that cannot be, FORBIDDEN for a status that is not the viewer's to ask for.
 */
export async function readSearch(app: App, viewer: Viewer, { query, filter, sort, currency: asked, categoryId }: SearchArguments): Promise<Search> {
  const currency = asked ?? defaultCurrency;
  const status = filter?.status ?? null;
  if (status !== null && !isStaff(viewer)) throw forbidden('only staff may ask for a status');
  const selections = mergedSelections(filter);
  const slugs = [...(filter?.categorySlug ? [filter.categorySlug] : []), ...(selections.get('category') ?? [])];
  const bySlug = new Map((slugs.length === 0 ? [] : await app.store.categoriesBySlug(slugs)).map(category => [category.slug, category]));
  const narrowed = filter?.categorySlug ? bySlug.get(filter.categorySlug) : undefined;
  const within = categoryId === undefined || narrowed === undefined || narrowed.path.includes(categoryId);
  const typed = (query ?? '').trim().slice(0, LONGEST_QUERY);
  const words = queryWords(typed);
  return {
    audience: audienceOf(viewer),
    query: words.length === 0 ? null : tsQuery(termsOf(words, await app.store.similarWords(words))),
    categoryId: narrowed?.id ?? categoryId ?? null,
    facets: [...selections].map(
      ([name, values]): FacetSelection => ({ name, values: name === 'category' ? values.flatMap(slug => bySlug.get(slug)?.id ?? []) : values }),
    ),
    priceMin: bound(filter?.priceMin, currency, 'priceMin'),
    priceMax: bound(filter?.priceMax, currency, 'priceMax'),
    inStock: filter?.inStock ?? null,
    status,
    nothing:
      (typed !== '' && words.length === 0) ||
      (Boolean(filter?.categorySlug) && narrowed === undefined) ||
      !within ||
      // there are no reviews yet, so that no product is rated
      Number(filter?.ratingAtLeast ?? 0) > 0,
    currency,
    sort,
  };
}

/** Values of one name are alternatives, however they are given. */
function mergedSelections(filter: ProductFilter | null | undefined): Map<string, string[]> {
  const selections = new Map<string, string[]>();
  for (const { name, values } of filter?.facets ?? []) {
    if (values.length > 0) selections.set(name, [...new Set([...(selections.get(name) ?? []), ...values])]);
  }
  if (selections.size > MOST_FACETS || [...selections.values()].some(values => values.length > MOST_VALUES)) {
    throw badUserInput(`at most ${MOST_FACETS} facets with ${MOST_VALUES} values each`, ['filter', 'facets']);
  }
  return selections;
}

function bound(amount: string | null | undefined, currencyCode: string, field: string): number | null {
  if (amount === undefined || amount === null) return null;
  try {
    return parseMoney({ amount, currencyCode }).amount;
  } catch (error) {
    if (error instanceof MoneyError) throw badUserInput(error.message, ['filter', field]);
    throw error;
  }
}
