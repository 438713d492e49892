import type { Sql } from '@micromart/database';

/** How many of the catalog's words are looked at for each typed one. */
const CANDIDATES = 20;

/** For each typed word those of the catalog that share the most trigrams with it, the word itself first. */
export async function similarWords(sql: Sql, typed: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql.query<{ typed: string; words: string[] }>({
    name: 'similar_words',
    text: `
      SELECT t.typed, array(SELECT word FROM search_word ORDER BY word <-> t.typed LIMIT ${CANDIDATES}) AS words
      FROM unnest($1::text[]) t(typed)`,
    values: [typed],
  });
  return new Map(rows.map(row => [row.typed, row.words]));
}

/** In order, so that two imports at a time do not wait for each other crosswise. */
export async function addSearchWords(sql: Sql, words: readonly string[]): Promise<void> {
  await sql.query({
    name: 'add_search_words',
    text: 'INSERT INTO search_word (word) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING',
    values: [[...new Set(words)].toSorted()],
  });
}
