import { randomFillSync } from 'node:crypto';
import type { PassportIssuer, Viewer } from '@micromart/auth';

/** What travels with an operation to every subgraph that it touches. */
export interface RequestContext {
  /** The trace's id: what logs, the answer's header and masked errors carry. */
  readonly requestId: string;
  /** W3C trace context. */
  readonly traceparent: string;
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
  const requestId = given === undefined || given === NO_TRACE ? randomHex(16) : given;
  return { requestId, traceparent: `00-${requestId}-${randomHex(8)}-${flags ?? '01'}` };
}

/** A passport may be used for this long (milliseconds) without asking for it again; the issuer renews it ten seconds before it ends. */
const PASSPORT_KEPT = 5_000;

/** @param orderTokens access tokens of orders that the request presents. */
export function requestContext(traced: Trace, viewer: Viewer, orderTokens: readonly string[], passports: PassportIssuer): RequestContext {
  const shown = orderTokens.length === 0 ? viewer : { ...viewer, orderTokens };
  let passport = '';
  let keptUntil = 0;
  return {
    ...traced,
    passport() {
      const now = Date.now();
      if (now >= keptUntil) {
        passport = passports.issue(shown);
        keptUntil = now + PASSPORT_KEPT;
      }
      return passport;
    },
  };
}

/** Random bytes are drawn many at a time: a draw costs as much as a small query's whole way through here. */
const pool = Buffer.alloc(4_096);
let used = pool.length;

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
