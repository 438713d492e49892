import { facetLabel, facetOrder } from './facets.ts';

/** How many matches have a value of a facet. `category` values are ids. */
export interface FacetCount {
  readonly name: string;
  readonly value: string;
  readonly count: number;
}

export interface CategoryLabel {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
}

export interface FacetList {
  readonly name: string;
  readonly label: string;
  readonly values: readonly { readonly value: string; readonly label: string; readonly count: number }[];
}

/** More than anybody chooses from. */
const MOST_VALUES = 100;

/** Counts as a storefront shows them: the most frequent values first. Categories that are not given are left out. */
export function facetList(counts: readonly FacetCount[], categories: ReadonlyMap<string, CategoryLabel>): FacetList[] {
  const byName = new Map<string, { value: string; label: string; count: number }[]>();
  for (const { name, value, count } of counts) {
    const category = name === 'category' ? categories.get(value) : undefined;
    if (name === 'category' && category === undefined) continue;
    const entry = { value: category?.slug ?? value, label: category?.name ?? value, count };
    byName.set(name, [...(byName.get(name) ?? []), entry]);
  }
  return [...byName]
    .toSorted(([a], [b]) => facetOrder(a, b))
    .map(([name, values]) => ({
      name,
      label: facetLabel(name),
      values: values.toSorted((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)).slice(0, MOST_VALUES),
    }));
}
