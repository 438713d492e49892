import { randomUUID } from 'node:crypto';
import type { PassportIssuer, Viewer } from '@micromart/auth';

/** What travels with an operation to every subgraph that it touches. */
export interface RequestContext {
  /** The trace's id: what logs, the answer's header and masked errors carry. */
  readonly requestId: string;
  /** W3C trace context. */
  readonly traceparent: string;
  readonly viewer: Viewer | undefined;
  /** Good for the next request to a subgraph; it is renewed while a subscription lasts. */
  readonly passport: () => string;
}

export interface Trace {
  readonly requestId: string;
  readonly traceparent: string;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;
const NO_TRACE = '0'.repeat(32);

/** Goes on with the caller's trace, or begins one. */
export function trace(traceparent: string | undefined): Trace {
  const [, given, flags] = (traceparent === undefined ? null : TRACEPARENT.exec(traceparent)) ?? [];
  const requestId = given === undefined || given === NO_TRACE ? randomUUID().replaceAll('-', '') : given;
  return { requestId, traceparent: `00-${requestId}-${randomUUID().replaceAll('-', '').slice(16)}-${flags ?? '01'}` };
}

/** @param orderTokens access tokens of orders that the request presents. */
export function requestContext(traced: Trace, viewer: Viewer, orderTokens: readonly string[], passports: PassportIssuer): RequestContext {
  const shown = orderTokens.length === 0 ? viewer : { ...viewer, orderTokens };
  return { ...traced, viewer: shown, passport: () => passports.issue(shown) };
}
