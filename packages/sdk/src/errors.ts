import type { GraphQLFormattedError } from 'graphql';

/**
 * What the shop promises in `extensions.code`, and two of the client's own: NETWORK for no answer, or one that is not GraphQL; CLOSED for what
 * was under way when the client was closed. A newer shop may have more.
 */
export type ErrorCode =
  | 'BAD_USER_INPUT'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'RATE_LIMITED'
  | 'QUERY_TOO_COMPLEX'
  | 'SUBGRAPH_UNAVAILABLE'
  | 'INTERNAL'
  | 'NETWORK'
  | 'CLOSED'
  | (string & {});

export interface ErrorDetails {
  readonly errors?: readonly GraphQLFormattedError[];
  readonly data?: unknown;
  readonly cause?: unknown;
}

/** A request that failed, in whole or in part. Refusals that a caller can act on are no errors: they are `userErrors` in the data. */
export class MicroMartError extends Error {
  override readonly name = 'MicroMartError';
  /** Of the first error. */
  readonly code: ErrorCode;
  readonly codes: readonly ErrorCode[];
  readonly errors: readonly GraphQLFormattedError[];
  /** What was answered all the same: fields that failed are null in it. Null when nothing was. */
  readonly data: unknown;

  constructor(message: string, code: ErrorCode, { errors = [], data, cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.codes = errors.length === 0 ? [code] : errors.map(codeOf);
    this.errors = errors;
    this.data = data ?? null;
  }

  /** Whether some of the data came. */
  get isPartial(): boolean {
    return this.data !== null;
  }

  has(code: ErrorCode): boolean {
    return this.codes.includes(code);
  }
}

const codeOf = ({ extensions }: GraphQLFormattedError): ErrorCode => (typeof extensions?.['code'] === 'string' ? extensions['code'] : 'INTERNAL');

/** The error that an answer with `errors` stands for. */
export function errorOf(errors: readonly GraphQLFormattedError[], data?: unknown): MicroMartError {
  const [first] = errors;
  if (first === undefined) return new MicroMartError('the shop answered without data and without an error', 'INTERNAL');
  const path = first.path === undefined ? '' : ` (at ${first.path.join('.')})`;
  return new MicroMartError(`${first.message}${path}`, codeOf(first), { errors, data });
}

/** Whether everything that went wrong may go right a moment later. */
export const isPassing = ({ codes }: MicroMartError): boolean =>
  codes.every(code => code === 'NETWORK' || code === 'SUBGRAPH_UNAVAILABLE' || code === 'RATE_LIMITED');

/** How long the shop asks to be left alone, in milliseconds. */
export const askedToWait = ({ errors }: MicroMartError): number =>
  Math.max(0, ...errors.map(({ extensions }) => (typeof extensions?.['retryAfter'] === 'number' ? extensions['retryAfter'] * 1_000 : 0)));
