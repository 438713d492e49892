import { guest, IdentityUnavailableError, type TokenChecker, UnauthenticatedError, type Viewer } from '@micromart/auth';
import { unauthenticated, unavailable } from '../faults.ts';

/** Tells from an `Authorization` header, or from what stands for it on a WebSocket, who asks. */
export interface Viewers {
  /** Nothing presented is a guest. @throws GraphQLError UNAUTHENTICATED with the reason, SUBGRAPH_UNAVAILABLE when it cannot be said now. */
  of(authorization: string | undefined): Viewer | Promise<Viewer>;
}

const BEARER = /^Bearer +([\w.~+/-]+=*) *$/i;

export const createViewers = (tokens: TokenChecker): Viewers => ({
  of(authorization) {
    if (authorization === undefined || authorization === '') return guest;
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) throw unauthenticated('the Authorization header is not "Bearer" and a token');
    return checked(tokens, token);
  },
});

async function checked(tokens: TokenChecker, token: string): Promise<Viewer> {
  try {
    return await tokens.check(token);
  } catch (error) {
    if (error instanceof UnauthenticatedError) throw unauthenticated(error.message);
    if (error instanceof IdentityUnavailableError) throw unavailable('The identity server does not answer at the moment');
    throw error;
  }
}
