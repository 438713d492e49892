import { wordsOf } from './search-words.ts';
import { spellings } from './spelling.ts';

/** One word that somebody typed, by all the words it may stand for. */
export interface Term {
  readonly words: readonly string[];
  /** Words that begin like this will do, too; null where the word is known as it is. */
  readonly prefix: string | null;
}

/**
 * A word of three letters or more that the catalog does not know may be the beginning of one, and so may the last of a query that is still
 * being typed.
 * @param known for each typed word those of the catalog that look most like it.
 */
export const termsOf = (typed: readonly string[], known: ReadonlyMap<string, readonly string[]>, unfinished = false): Term[] =>
  typed.map((word, at) => {
    const candidates = known.get(word) ?? [];
    const open = (!candidates.includes(word) && word.length > 2) || (unfinished && at === typed.length - 1);
    return { words: [...new Set([word, ...spellings(word, candidates)])], prefix: open ? word : null };
  });

/** For PostgreSQL's `to_tsquery`: every term must occur, in one of its spellings. */
export const tsQuery = (terms: readonly Term[]): string =>
  terms.map(({ words, prefix }) => `(${[...words, ...(prefix === null ? [] : [`${prefix}:*`])].join(' | ')})`).join(' & ');

const matchIn = ({ words, prefix }: Term, text: readonly string[]): string | undefined =>
  text.find(word => words.includes(word) || (prefix !== null && word.startsWith(prefix)));

/** Whether every term occurs in a text. */
export const fits = (terms: readonly Term[], text: string): boolean => {
  const words = wordsOf(text);
  return terms.every(term => matchIn(term, words) !== undefined);
};

/** Whole queries that finish what was typed, made of the words that the names have in the place of the terms; each once. */
export function completions(terms: readonly Term[], names: readonly string[]): string[] {
  const typed = terms.map(({ words }) => words[0]).join(' ');
  const found = names.flatMap(name => {
    const words = wordsOf(name);
    const matches = terms.map(term => matchIn(term, words));
    return matches.includes(undefined) ? [] : [matches.join(' ')];
  });
  return [...new Set(found)].filter(query => query !== typed);
}
