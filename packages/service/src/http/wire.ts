import type { SubgraphRequest } from '../connection.ts';

/** Where questions with a passport are answered. */
export const GRAPHQL_PATH = '/graphql';

const SCHEME = 'Passport ';

/** What goes with a question over HTTP. */
export const headersOf = ({ passport, traceparent }: SubgraphRequest): Record<string, string> => ({
  'content-type': 'application/json',
  accept: 'application/json',
  authorization: `${SCHEME}${passport}`,
  ...(traceparent === undefined ? {} : { traceparent }),
});

export const bodyOf = ({ query, variables, operationName }: SubgraphRequest): string => JSON.stringify({ query, variables, operationName });

/** The passport that a request presents; empty when it presents none. */
export const passportIn = (authorization: string | undefined): string =>
  authorization?.startsWith(SCHEME) === true ? authorization.slice(SCHEME.length) : '';

/** The question in a parsed body; undefined when it is none. */
export function questionIn(body: unknown, passport: string, traceparent: string | undefined): SubgraphRequest | undefined {
  if (!isRecord(body)) return undefined;
  const { query, variables, operationName } = body;
  if (typeof query !== 'string') return undefined;
  if (variables !== undefined && variables !== null && !isRecord(variables)) return undefined;
  if (operationName !== undefined && operationName !== null && typeof operationName !== 'string') return undefined;
  return { query, variables: variables ?? undefined, operationName: operationName ?? undefined, passport, traceparent };
}

export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
