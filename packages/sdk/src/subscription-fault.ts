import type { GraphQLFormattedError } from 'graphql';
import { errorOf, MicroMartError } from './errors.ts';

/** graphql-ws's close codes that another try does not cure: the two sides do not speak the same language. */
const MISUNDERSTOOD = new Set([4004, 4005, 4400, 4406, 4409]);
const UNAUTHORIZED = 4401;

/** What ended a subscription, as graphql-ws hands it over: errors of the operation, the end of the connection, or a fault of the socket. */
export function faultOf(cause: unknown): MicroMartError {
  if (Array.isArray(cause)) return errorOf(cause as readonly GraphQLFormattedError[]);
  if (!isClose(cause)) return new MicroMartError('the connection to the shop failed', 'NETWORK', { cause });
  const said = `the shop closed the connection (${[cause.code, cause.reason].filter(Boolean).join(' ')})`;
  if (cause.code === UNAUTHORIZED) return new MicroMartError(said, 'UNAUTHENTICATED');
  return new MicroMartError(said, MISUNDERSTOOD.has(cause.code) ? 'INTERNAL' : 'NETWORK');
}

const isClose = (cause: unknown): cause is { readonly code: number; readonly reason?: string } =>
  typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'number';
