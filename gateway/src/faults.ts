import { GraphQLError } from 'graphql';

/** The faults that the gateway itself finds, with the codes that clients are promised (`extensions.code`). */
export type FaultCode = 'BAD_USER_INPUT' | 'UNAUTHENTICATED' | 'RATE_LIMITED' | 'QUERY_TOO_COMPLEX' | 'SUBGRAPH_UNAVAILABLE' | 'INTERNAL';

const fault = (code: FaultCode, message: string, extensions: Readonly<Record<string, unknown>> = {}): GraphQLError =>
  new GraphQLError(message, { extensions: { code, ...extensions } });

export const badUserInput = (message: string): GraphQLError => fault('BAD_USER_INPUT', message);

/** @param reason why the token was refused, as the token check says it. */
export const unauthenticated = (reason: string): GraphQLError => fault('UNAUTHENTICATED', `Not signed in: ${reason}`, { reason });

/** @param retryAfter whole seconds, at least one. */
export const rateLimited = (retryAfter: number): GraphQLError =>
  fault('RATE_LIMITED', `Too many requests; try again in ${retryAfter} s`, { retryAfter });

export const tooComplex = (message: string): GraphQLError => fault('QUERY_TOO_COMPLEX', message);

export const unavailable = (message: string): GraphQLError => fault('SUBGRAPH_UNAVAILABLE', message);

/** Says nothing but where to find the cause: the log entry with this request id. */
export const internal = (requestId: string, path?: readonly (string | number)[]): GraphQLError =>
  new GraphQLError('Something went wrong on our side', { path: path ?? null, extensions: { code: 'INTERNAL', requestId } });

/** The HTTP status of an answer that holds this error and no data. */
export function statusOf(error: GraphQLError): number {
  switch (error.extensions['code']) {
    case 'UNAUTHENTICATED':
      return 401;
    case 'RATE_LIMITED':
      return 429;
    case 'SUBGRAPH_UNAVAILABLE':
      return 503;
    case 'INTERNAL':
      return 500;
    default:
      return 400;
  }
}
