import { folded } from './slugs.ts';

const LONGEST_WORD = 40;

/** The words of a text, folded. A word with signs in it (`TS-01/B`) gives its parts and the whole without the signs. */
export function wordsOf(text: string): string[] {
  return folded(text)
    .split(/\s+/)
    .flatMap(word => {
      const parts = word.match(/[\p{L}\p{N}]+/gu) ?? [];
      return parts.length > 1 ? [...parts, parts.join('')] : parts;
    })
    .filter(word => word.length <= LONGEST_WORD);
}

/** What somebody typed, as words: at most twelve, each once. */
export const queryWords = (query: string): string[] => [...new Set(folded(query).match(/[\p{L}\p{N}]+/gu) ?? [])].slice(0, 12);

/** What is searched by: the more a column weighs, the fewer words it has. */
export interface SearchText {
  readonly name: string;
  readonly labels: string;
  readonly text: string;
}

export const searchText = (product: {
  readonly name: string;
  readonly brand: string | null;
  readonly description: string;
  readonly variants: readonly { readonly sku: string; readonly selectedOptions: readonly { readonly value: string }[] }[];
  readonly attributes: readonly { readonly value: string }[];
}): SearchText => {
  const labels = [
    product.brand ?? '',
    ...product.variants.flatMap(variant => [variant.sku, ...variant.selectedOptions.map(({ value }) => value)]),
    ...product.attributes.map(({ value }) => value),
  ];
  return {
    name: wordsOf(product.name).join(' '),
    labels: [...new Set(labels.flatMap(wordsOf))].join(' '),
    text: wordsOf(product.description).slice(0, 2_000).join(' '),
  };
};

/** Words that are worth comparing misspelled ones to: no numbers, nothing very short. */
export const vocabulary = ({ name, labels, text }: SearchText): string[] => [
  ...new Set(`${name} ${labels} ${text}`.split(' ').filter(word => word.length >= 3 && !/\p{N}/u.test(word))),
];
