import { GraphQLError } from 'graphql';

/** Faults of the request, with the codes that clients are promised (`extensions.code`). Refusals that a caller can act on are `UserError`s instead. */
export const badUserInput = (message: string, field?: readonly string[]): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', ...(field === undefined ? {} : { field }) } });

export const unauthenticated = (message = 'sign in first'): GraphQLError => new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED' } });

/** Somebody outside that the answer depends on does not answer: waiting helps. */
export const unavailable = (message: string): GraphQLError => new GraphQLError(message, { extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });

export const forbidden = (message = 'you may not do or see this'): GraphQLError => new GraphQLError(message, { extensions: { code: 'FORBIDDEN' } });

const PROMISED = new Set(['BAD_USER_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN', 'RATE_LIMITED', 'QUERY_TOO_COMPLEX', 'SUBGRAPH_UNAVAILABLE', 'INTERNAL']);
const OF_THE_DOCUMENT = new Set(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED']);

/**
 * What of an error may leave a subgraph: the promised codes with their message; anything else becomes INTERNAL, without a word of its cause.
 * `report` hears what is hidden.
 */
export function presentable(error: GraphQLError, report: (hidden: unknown) => void): GraphQLError {
  const code = error.extensions['code'];
  if (typeof code === 'string' && (PROMISED.has(code) || OF_THE_DOCUMENT.has(code))) return error;
  // graphql-js itself complains about variables that do not fit their types, without a code and without an original error
  if (error.originalError === undefined || error.originalError === null) {
    return new GraphQLError(error.message, { path: error.path, extensions: { code: 'BAD_USER_INPUT' } });
  }
  report(error.originalError);
  return new GraphQLError('something went wrong on our side', { path: error.path, extensions: { code: 'INTERNAL' } });
}
