import type { Search } from '../domain/search.ts';
import { facetKey } from '../domain/facets.ts';

/** Collects the values of a statement; each gets its `$n`. */
export interface Values {
  readonly all: unknown[];
  add(value: unknown): string;
}

export function values(): Values {
  const all: unknown[] = [];
  return { all, add: value => `$${all.push(value)}` };
}

/** How well a product `p` fits the words, as a whole number, so that a cursor can hold it. */
export const SCORE = `(ts_rank('{0.05, 0.2, 0.6, 1}', p.search, q.words) * 1000000)::int`;

/** Products `p` with their prices `s` in the currency asked for and, where there are words, those as `q`. */
export function from(search: Search, { add }: Values): string {
  const spans = `product p LEFT JOIN price_span s ON s.product_id = p.id AND s.currency = ${add(search.currency)}`;
  if (search.query === null) return spans;
  const query = add(search.query);
  return `(SELECT to_tsquery('simple', ${query}) || to_tsquery('english', ${query}) AS words) q CROSS JOIN ${spans}`;
}

/** Everything that is asked for but facets and prices, which some answers leave aside. */
export function conditions(search: Search, { add }: Values): string[] {
  return [
    ...(search.nothing ? ['false'] : []),
    search.audience === 'shopper' ? `p.status = 'ACTIVE'` : search.status === null ? 'true' : `p.status = ${add(search.status)}::product_status`,
    ...(search.query === null ? [] : ['p.search @@ q.words']),
    ...(search.categoryId === null ? [] : [`p.category_ids @> ARRAY[${add(search.categoryId)}]::text[]`]),
    ...(search.inStock === null ? [] : [`p.in_stock = ${add(search.inStock)}`]),
  ];
}

/** Any price of the product will do. */
export function priceConditions({ priceMin, priceMax }: Search, { add }: Values): string[] {
  if (priceMin === null && priceMax === null) return [];
  const bounds = [
    ...(priceMin === null ? [] : [`amount >= ${add(priceMin)}::bigint`]),
    ...(priceMax === null ? [] : [`amount <= ${add(priceMax)}::bigint`]),
  ];
  return [`EXISTS (SELECT FROM unnest(s.amounts) amount WHERE ${bounds.join(' AND ')})`];
}

/** One condition a facet: values of one name are alternatives, names add up. */
export function facetConditions({ facets }: Search, { add }: Values): { readonly name: string; readonly condition: string }[] {
  return facets.map(({ name, values: selected }) => ({
    name,
    condition:
      name === 'category' ? `p.category_ids && ${add(selected)}::text[]` : `p.facets && ${add(selected.map(value => facetKey(name, value)))}::text[]`,
  }));
}
