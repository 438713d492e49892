import { browserSecret, browserSession, endedSessionCookie, isOwnForm } from './browser.ts';
import { authenticatedClient, isRedirectOf } from './clients.ts';
import { type Answer, type Ask, noContent, OAuthError, redirect } from './exchange.ts';
import type { Identity } from './identity.ts';
import { page } from './pages.ts';

/** The end-session endpoint: by a refresh token from behind (POST), by an id token, or by a browser that says yes when asked. */
export async function logout(identity: Identity, ask: Ask): Promise<Answer> {
  const refreshToken = ask.form.get('refresh_token');
  if (refreshToken !== null) return endByRefreshToken(identity, ask, refreshToken);
  const parameters = ask.method === 'POST' && ask.form.size > 0 ? ask.form : ask.query;
  const hint = parameters.get('id_token_hint');
  // an id token may have expired long before its owner logs out
  const claims = hint === null ? undefined : await identity.keys.verify(hint, { expired: true });
  if (hint !== null && claims?.['typ'] !== 'ID') throw new OAuthError(400, 'invalid_request', 'Invalid parameter: id_token_hint');
  const hinted = typeof claims?.['azp'] === 'string' ? claims['azp'] : undefined;
  const target = targetOf(identity, parameters, hinted ?? parameters.get('client_id') ?? ask.query.get('client_id'));
  const confirmed = claims !== undefined || (ask.method === 'POST' && isOwnForm(identity, ask));
  if (!confirmed) return confirmationPage(identity, ask);
  const session = typeof claims?.['sid'] === 'string' ? claims['sid'] : browserSession(identity, ask)?.id;
  if (session !== undefined) await identity.sessions.end(session);
  const answer = target === undefined ? page({ title: 'You are signed out' }) : redirect(target);
  return { ...answer, cookies: [endedSessionCookie(identity)] };
}

async function endByRefreshToken(identity: Identity, ask: Ask, refreshToken: string): Promise<Answer> {
  const client = authenticatedClient(identity.realm, ask);
  const claims = await identity.keys.verify(refreshToken, { expired: true });
  if (claims?.['typ'] !== 'Refresh' || claims['azp'] !== client.clientId) throw new OAuthError(400, 'invalid_grant', 'Invalid refresh token');
  await identity.sessions.end(String(claims['sid']));
  return noContent;
}

/** Where to go afterwards; only to addresses of the client. @throws OAuthError */
function targetOf({ realm }: Identity, parameters: URLSearchParams, clientId: string | null): string | undefined {
  const uri = parameters.get('post_logout_redirect_uri');
  if (uri === null) return undefined;
  const client = realm.clients.get(clientId ?? '');
  if (client === undefined || !isRedirectOf(client, uri)) throw new OAuthError(400, 'invalid_request', 'Invalid redirect uri');
  const target = new URL(uri);
  const state = parameters.get('state');
  if (state !== null) target.searchParams.set('state', state);
  return target.href;
}

/** Without an id token anybody's page could have sent the browser here. */
function confirmationPage(identity: Identity, ask: Ask): Answer {
  const { formToken, cookies } = browserSecret(identity, ask);
  const parameters = new URLSearchParams(ask.query);
  parameters.set('session_code', formToken);
  const uri = ask.query.get('post_logout_redirect_uri');
  return page({
    title: 'Sign out',
    text: 'Do you want to sign out?',
    form: { id: 'kc-logout', action: `${identity.issuer}/protocol/openid-connect/logout?${parameters}`, fields: [], button: 'Sign out' },
    ...(uri === null ? {} : { leadsTo: new URL(uri).origin }),
    cookies,
  });
}
