import { getOperationAST, parse } from 'graphql';

/** Operation texts of the gateway repeat: each is looked at once. */
const REMEMBERED = 2_000;

/** @returns what tells queries, which may be sent twice, from mutations, which may not. */
export function rememberQueries(): (query: string, operationName: string | undefined) => boolean {
  const known = new Map<string, boolean>();
  return (query, operationName) => {
    const key = operationName === undefined ? query : `${operationName} ${query}`;
    let isQuery = known.get(key);
    if (isQuery === undefined) {
      isQuery = operationOf(query, operationName) === 'query';
      if (known.size >= REMEMBERED) known.clear();
      known.set(key, isQuery);
    }
    return isQuery;
  };
}

function operationOf(query: string, operationName: string | undefined): string | undefined {
  try {
    return getOperationAST(parse(query, { noLocation: true }), operationName)?.operation;
  } catch {
    // whoever is asked says what is wrong with it
    return undefined;
  }
}
