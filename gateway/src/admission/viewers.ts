import { guest, IdentityUnavailableError, type TokenChecker, UnauthenticatedError, type Viewer } from '@micromart/auth';
import { unauthenticated, unavailable } from '../faults.ts';
import { tokenWatch } from './token-watch.ts';

/** Tells from an `Authorization` header, or from what stands for it on a WebSocket, who asks. */
export interface Viewers {
  /** Nothing presented is a guest. @throws GraphQLError UNAUTHENTICATED with the reason, SUBGRAPH_UNAVAILABLE when it cannot be said now. */
  of(authorization: string | undefined): Viewer | Promise<Viewer>;
  /**
   * Calls back with what `of` throws now for what it accepted before, because the key of the token was withdrawn. @returns what ends it.
   */
  watch(authorization: string | undefined, refused: (error: unknown) => void): () => void;
}

const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

export function createViewers(tokens: TokenChecker): Viewers {
  function of(authorization: string | undefined): Viewer | Promise<Viewer> {
    if (authorization === undefined || authorization === '') return guest;
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) throw unauthenticated('the Authorization header is not "Bearer" and a token');
    return checked(tokens, token);
  }
  const watch = tokenWatch(tokens, of);
  return { of, watch: (authorization, refused) => (authorization === undefined ? () => undefined : watch(authorization, refused)) };
}

async function checked(tokens: TokenChecker, token: string): Promise<Viewer> {
  try {
    return await tokens.check(token);
  } catch (error) {
    if (error instanceof UnauthenticatedError) throw unauthenticated(error.message);
    if (error instanceof IdentityUnavailableError) throw unavailable('The identity server does not answer at the moment');
    throw error;
  }
}
