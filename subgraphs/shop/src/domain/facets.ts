/** Between a facet's name and its value; no name has one. */
const SEPARATOR = '\u001f';

export interface FacetSelection {
  readonly name: string;
  readonly values: readonly string[];
}

export const facetKey = (name: string, value: string): string => `${name}${SEPARATOR}${value}`;

export function readFacetKey(key: string): { readonly name: string; readonly value: string } {
  const at = key.indexOf(SEPARATOR);
  return { name: key.slice(0, at), value: key.slice(at + 1) };
}

/** What a product is found by besides its categories, which are kept by id. */
export function facetKeys(product: {
  readonly brand: string | null;
  readonly options: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
}): string[] {
  const keys = [
    ...(product.brand === null ? [] : [facetKey('brand', product.brand)]),
    ...product.options.flatMap(({ name, values }) => values.map(value => facetKey(`option.${name}`, value))),
    ...product.attributes.map(({ name, value }) => facetKey(`attribute.${name}`, value)),
  ];
  return [...new Set(keys)];
}

/** For people: `Brand`, `Category`, or the option's or attribute's own name. */
export const facetLabel = (name: string): string =>
  name === 'brand' ? 'Brand' : name === 'category' ? 'Category' : name.slice(name.indexOf('.') + 1);

/** Categories first, then the brand, then options, then attributes, each by name. */
export const facetOrder = (a: string, b: string): number => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);

const rank = (name: string): number => (name === 'category' ? 0 : name === 'brand' ? 1 : name.startsWith('option.') ? 2 : 3);
