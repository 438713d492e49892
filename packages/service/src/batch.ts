import DataLoader from 'dataloader';

/** Rows by key, fetched in one statement for all keys of a request; null where there is none, or none that the viewer may see. */
export const batchByKey = <Row>(
  fetch: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row | null> =>
  new DataLoader(async keys => {
    const found = new Map((await fetch(keys)).map(row => [keyOf(row), row]));
    return keys.map(key => found.get(key) ?? null);
  });

/** Lists of rows by key, fetched in one statement for all keys of a request, in the order that the statement gives. */
export const batchListsByKey = <Row>(
  fetch: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, readonly Row[]> =>
  new DataLoader(async keys => {
    const found = new Map<string, Row[]>(keys.map(key => [key, []]));
    for (const row of await fetch(keys)) found.get(keyOf(row))?.push(row);
    return keys.map(key => found.get(key) ?? []);
  });
