import type { IncomingMessage } from 'node:http';
import { HeaderMap, type HTTPGraphQLRequest } from '@apollo/server';
import type { CheckedDocument } from '../documents/documents.ts';

/** What the gateway itself looks at in a request; Apollo Server checks its form. */
export interface GraphQLRequest {
  readonly query: string | undefined;
  /** Of an automatic persisted query. */
  readonly persistedHash: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly forApolloServer: HTTPGraphQLRequest;
}

/** What Apollo Server reads, for the media type of the answer and against forged requests of foreign pages. */
const HEADERS = ['accept', 'content-type', 'apollo-require-preflight', 'x-apollo-operation-name'] as const;

/** @param body parsed JSON of a POST request. */
export function graphqlRequest({ method = 'GET', url = '', headers }: IncomingMessage, body: unknown): GraphQLRequest {
  const start = url.indexOf('?');
  const search = start < 0 ? '' : url.slice(start);
  const kept = new HeaderMap();
  for (const name of HEADERS) {
    const value = headers[name];
    if (value !== undefined) kept.set(name, String(value));
  }
  const fields = method === 'GET' ? fieldsOfSearch(search) : record(body);
  return {
    query: text(fields?.['query']),
    persistedHash: text(record(record(fields?.['extensions'])?.['persistedQuery'])?.['sha256Hash']),
    operationName: text(fields?.['operationName']),
    variables: record(fields?.['variables']),
    forApolloServer: { method, headers: kept, search, body },
  };
}

/**
 * A request whose document was checked: Apollo Server is told the hash and finds the document by it, where it would compute the hash again. The
 * operation's name is only told where it decides, because the planner's memory has plans by name apart.
 */
export function checkedRequest({ forApolloServer, operationName }: GraphQLRequest, { hash, operations }: CheckedDocument): HTTPGraphQLRequest {
  const { method, body } = forApolloServer;
  if (method !== 'POST') return forApolloServer;
  return {
    ...forApolloServer,
    body: {
      variables: record(body)?.['variables'] ?? null,
      extensions: { persistedQuery: { version: 1, sha256Hash: hash } },
      ...(operations.length > 1 ? { operationName } : {}),
    },
  };
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const record = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

function fieldsOfSearch(search: string): Record<string, unknown> {
  const parameters = new URLSearchParams(search);
  return {
    query: parameters.get('query'),
    operationName: parameters.get('operationName'),
    variables: json(parameters.get('variables')),
    extensions: json(parameters.get('extensions')),
  };
}

/** Apollo Server answers what is no JSON. */
function json(value: string | null): unknown {
  if (value === null) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
