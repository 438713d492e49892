import { sessionCookie } from './browser.ts';
import { isRedirectOf } from './clients.ts';
import { type Answer, OAuthError, redirect } from './exchange.ts';
import type { Identity } from './identity.ts';
import type { Client } from './realm.ts';
import type { Session } from './sessions.ts';

/** A request for a login whose client and way back are right; the rest may still be wrong. */
export interface LoginRequest {
  readonly client: Client;
  readonly redirectUri: string;
  readonly query: URLSearchParams;
}

/** @throws OAuthError before anything is sent to an address that is not the client's. */
export function loginRequest({ realm }: Identity, query: URLSearchParams): LoginRequest {
  const client = realm.clients.get(query.get('client_id') ?? '');
  if (client === undefined || !client.standardFlowEnabled) throw new OAuthError(400, 'invalid_request', 'Client not found.');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!isRedirectOf(client, redirectUri)) throw new OAuthError(400, 'invalid_request', 'Invalid parameter: redirect_uri');
  return { client, redirectUri, query };
}

/** What is wrong with the rest, in words for the client. */
export function mistakeIn(query: URLSearchParams): { readonly error: string; readonly error_description?: string } | undefined {
  const invalid = (description: string) => ({ error: 'invalid_request', error_description: description });
  if (query.get('response_type') !== 'code') return { error: 'unsupported_response_type' };
  if (!['query', 'fragment', null].includes(query.get('response_mode'))) return invalid('Invalid parameter: response_mode');
  if (query.get('code_challenge_method') !== 'S256') return invalid('Missing parameter: code_challenge_method');
  if (!/^[\w-]{43}$/.test(query.get('code_challenge') ?? '')) return invalid('Invalid parameter: code_challenge');
  return undefined;
}

/** A fresh session, never one that the browser brought along, and back to the client. */
export async function loggedIn(identity: Identity, request: LoginRequest, userId: string): Promise<Answer> {
  const session = await identity.sessions.start(userId);
  return { ...backWithCode(identity, request, session), cookies: [sessionCookie(identity, session)] };
}

/** Back to the client, which may have tokens for this session. */
export function backWithCode(identity: Identity, request: LoginRequest, session: Session): Answer {
  const { client, redirectUri, query } = request;
  const code = identity.codes.issue({
    sessionId: session.id,
    clientId: client.clientId,
    redirectUri,
    challenge: query.get('code_challenge') ?? '',
    openid: (query.get('scope') ?? '').split(' ').includes('openid'),
    nonce: query.get('nonce') ?? undefined,
  });
  return backToClient(identity, request, { session_state: session.id, code });
}

export function backToClient({ issuer }: Identity, { redirectUri, query }: LoginRequest, answer: Readonly<Record<string, string>>): Answer {
  const state = query.get('state');
  const parameters = new URLSearchParams({ ...(state === null ? {} : { state }), ...answer, iss: issuer });
  const target = new URL(redirectUri);
  if (query.get('response_mode') === 'fragment') target.hash = parameters.toString();
  else for (const [name, value] of parameters) target.searchParams.set(name, value);
  return redirect(target.href);
}

/** The request's parameters with the token that makes a form of this server's own. */
export function withToken(query: URLSearchParams, formToken: string): string {
  const copy = new URLSearchParams(query);
  copy.set('session_code', formToken);
  return copy.toString();
}

export function withoutToken(query: URLSearchParams): string {
  const copy = new URLSearchParams(query);
  copy.delete('session_code');
  return copy.toString();
}
