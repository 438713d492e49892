import { badUserInput } from '@micromart/service';
import type { App } from '../app.ts';
import { defaultCurrency } from '@micromart/markets';
import { completions, fits, termsOf, tsQuery } from '../domain/search-query.ts';
import { queryWords } from '../domain/search-words.ts';
import type { CategoryRow, ProductRow } from '../rows.ts';

export interface Suggestions {
  readonly products: readonly ProductRow[];
  readonly categories: readonly CategoryRow[];
  readonly queries: readonly string[];
}

const MOST = 50;
/** Products whose names complete a query are more than those that are shown. */
const SEEN = 30;
const LONGEST_QUERY = 200;

/** What fits a query that is still being typed, for shoppers, whoever asks. */
export async function suggest({ store }: App, query: string, first: number): Promise<Suggestions> {
  if (first < 1 || first > MOST) throw badUserInput(`first must be from 1 to ${MOST}`, ['first']);
  const words = queryWords(query.slice(0, LONGEST_QUERY));
  if (words.length === 0) return { products: [], categories: [], queries: [] };
  const terms = termsOf(words, await store.similarWords(words), true);
  const search = {
    audience: 'shopper',
    query: tsQuery(terms),
    categoryId: null,
    facets: [],
    priceMin: null,
    priceMax: null,
    inStock: null,
    status: null,
    nothing: false,
    currency: defaultCurrency,
    sort: 'RELEVANCE',
  } as const;
  const [products, categories] = await Promise.all([store.searchProducts(search, null, Math.max(first, SEEN)), store.allCategories()]);
  const fitting = categories.filter(category => fits(terms, category.name));
  const names = [
    ...products.map(product => product.name),
    ...fitting.map(category => category.name),
    ...products.map(product => product.brand ?? ''),
  ];
  return { products: products.slice(0, first), categories: fitting.slice(0, first), queries: completions(terms, names).slice(0, first) };
}
