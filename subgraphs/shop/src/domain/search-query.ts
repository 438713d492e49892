import { spellings } from './spelling.ts';

/**
 * A query for PostgreSQL's `to_tsquery`: every word must occur, in one of its spellings. An unknown word may also be the beginning of one (of three letters or more),
 * and so may the last of a query that is still being typed.
 * @param known for each typed word the catalog's words that look most like it.
 */
export function searchQuery(words: readonly string[], known: ReadonlyMap<string, readonly string[]>, unfinished = false): string {
  return words
    .map((word, at) => {
      const candidates = known.get(word) ?? [];
      const alternatives = spellings(word, candidates);
      const open = (!candidates.includes(word) && word.length > 2) || (unfinished && at === words.length - 1);
      return `(${[...new Set([open ? `${word}:*` : word, ...alternatives])].join(' | ')})`;
    })
    .join(' & ');
}
