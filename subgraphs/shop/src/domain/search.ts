import type { CurrencyCode } from '@micromart/money';
import type { FacetSelection } from './facets.ts';
import type { ProductStatus } from './product.ts';

export type ProductSort = 'RELEVANCE' | 'NEWEST' | 'PRICE_ASC' | 'PRICE_DESC' | 'RATING' | 'NAME';

/** Which products, for whom, in which order. */
export interface Search {
  readonly audience: 'shopper' | 'staff';
  /** For PostgreSQL's `to_tsquery`; null for all products. */
  readonly query: string | null;
  /** Products of this category and below; null for all. */
  readonly categoryId: string | null;
  /** Categories by their ids. */
  readonly facets: readonly FacetSelection[];
  /** Minor units of `currency`. */
  readonly priceMin: number | null;
  readonly priceMax: number | null;
  readonly inStock: boolean | null;
  readonly status: ProductStatus | null;
  /** What is asked for cannot be met by any product, such as a category that does not exist. */
  readonly nothing: boolean;
  readonly currency: CurrencyCode;
  readonly sort: ProductSort;
}

/** Sorting by words needs words; and while there are no reviews, all products are rated alike. */
export function sortOf({ sort, query }: Search): 'RELEVANCE' | 'NEWEST' | 'PRICE_ASC' | 'PRICE_DESC' | 'NAME' {
  switch (sort) {
    case 'RELEVANCE':
      return query === null ? 'NEWEST' : 'RELEVANCE';
    case 'RATING':
      return 'NEWEST';
    case 'NEWEST':
    case 'PRICE_ASC':
    case 'PRICE_DESC':
    case 'NAME':
      return sort;
    default:
      return sort satisfies never;
  }
}

/** What the value that a search is sorted by is, before the id; `none` where it is sorted by the id alone. */
export function sortKeyType(search: Search): 'int' | 'text' | 'none' {
  const sort = sortOf(search);
  switch (sort) {
    case 'RELEVANCE':
    case 'PRICE_ASC':
    case 'PRICE_DESC':
      return 'int';
    case 'NAME':
      return 'text';
    case 'NEWEST':
      return 'none';
    default:
      return sort satisfies never;
  }
}
