import { isWorldFault } from '@micromart/messaging';
import { GraphQLError } from 'graphql';
import { SubgraphUnavailable } from './connection.ts';

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
 * What of an error may leave a subgraph: the promised codes with their message; a part of the shop that does not answer, in words of our own;
 * anything else becomes INTERNAL, without a word of its cause. `report` hears what is hidden.
 */
export function presentable(error: GraphQLError, report: (hidden: unknown) => void): GraphQLError {
  const code = error.extensions['code'];
  if (typeof code === 'string' && (PROMISED.has(code) || OF_THE_DOCUMENT.has(code))) return error;
  if (isOfTheRequest(error)) return new GraphQLError(error.message, { path: error.path, extensions: { code: 'BAD_USER_INPUT' } });
  const cause = error.originalError;
  report(cause);
  if (cause instanceof SubgraphUnavailable) return hidden(error, cause.message, 'SUBGRAPH_UNAVAILABLE');
  if (isWorldFault(cause)) return hidden(error, 'a part of the shop does not answer at the moment', 'SUBGRAPH_UNAVAILABLE');
  return hidden(error, 'something went wrong on our side', 'INTERNAL');
}

const hidden = ({ path }: GraphQLError, message: string, code: string): GraphQLError => new GraphQLError(message, { path, extensions: { code } });

/**
 * graphql-js complains without a code: about the operation, about variables that do not fit their types (before a field is reached, so without a
 * path), and about arguments (naming their place in the operation).
 */
function isOfTheRequest({ originalError, path }: GraphQLError): boolean {
  if (originalError === undefined || originalError === null) return true;
  return originalError instanceof GraphQLError && (path === undefined || originalError.nodes !== undefined);
}
