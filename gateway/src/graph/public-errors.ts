import type { Logger } from '@micromart/service';
import { GraphQLError, Kind } from 'graphql';
import { internal } from '../faults.ts';

/** The codes that clients are promised; an error with one of them is shown as it is. */
const PROMISED = new Set(['BAD_USER_INPUT', 'UNAUTHENTICATED', 'FORBIDDEN', 'RATE_LIMITED', 'QUERY_TOO_COMPLEX', 'SUBGRAPH_UNAVAILABLE']);
/** What else of an error's extensions a client may see. */
const SHOWN = ['code', 'field', 'reason', 'retryAfter'];

/**
 * What of the errors of an operation a client may see: promised codes with their message; a variable that does not fit its type; anything
 * else becomes INTERNAL and is logged under the request's id.
 */
export const publicErrors = (errors: readonly unknown[], requestId: string, logger: Logger): GraphQLError[] =>
  errors.map(error => publicError(error, requestId, logger));

function publicError(error: unknown, requestId: string, logger: Logger): GraphQLError {
  if (!(error instanceof GraphQLError)) {
    logger.error({ err: error, requestId }, 'an operation failed');
    return internal(requestId);
  }
  const { message, path, extensions } = error;
  if (typeof extensions['code'] === 'string' && PROMISED.has(extensions['code'])) {
    return new GraphQLError(message, { path: path ?? null, extensions: shown(extensions) });
  }
  if (error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION) {
    return new GraphQLError(message, { nodes: error.nodes, extensions: { code: 'BAD_USER_INPUT' } });
  }
  logger.error({ err: error.originalError ?? error, extensions, path, requestId }, 'an operation failed');
  return internal(requestId, path);
}

const shown = (extensions: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(SHOWN.filter(name => extensions[name] !== undefined).map(name => [name, extensions[name]]));
