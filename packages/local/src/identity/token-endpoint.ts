import { authenticatedClient } from './clients.ts';
import { type Answer, type Ask, json, OAuthError } from './exchange.ts';
import type { Identity } from './identity.ts';
import { logIn } from './log-in.ts';
import type { Client } from './realm.ts';
import type { Session } from './sessions.ts';
import { serviceAccountTokens, sessionTokens } from './tokens.ts';
import type { User } from './users.ts';

/** The token endpoint: one function a grant type. @throws OAuthError */
export async function tokenEndpoint(identity: Identity, ask: Ask): Promise<Answer> {
  const client = authenticatedClient(identity.realm, ask);
  const type = ask.form.get('grant_type');
  switch (type) {
    case 'authorization_code':
      return json(await fromCode(identity, client, ask.form));
    case 'refresh_token':
      return json(await fromRefreshToken(identity, client, ask.form));
    case 'password':
      return json(await fromPassword(identity, client, ask.form));
    case 'client_credentials':
      return json(await fromClient(identity, client));
    default:
      throw new OAuthError(400, 'unsupported_grant_type', `Unsupported grant_type: ${type ?? 'none'}`);
  }
}

const invalidGrant = (description: string): OAuthError => new OAuthError(400, 'invalid_grant', description);

async function fromCode(identity: Identity, client: Client, form: URLSearchParams) {
  const { codes, sessions, users, log } = identity;
  const redeemed = codes.redeem(form.get('code') ?? '', {
    clientId: client.clientId,
    redirectUri: form.get('redirect_uri') ?? '',
    verifier: form.get('code_verifier') ?? '',
  });
  switch (redeemed.outcome) {
    case 'refused':
      throw invalidGrant('Code not valid');
    case 'reused':
      log.warn({ client: client.clientId, session: redeemed.grant.sessionId }, 'a code was used twice; its session is ended');
      await sessions.end(redeemed.grant.sessionId);
      throw invalidGrant('Code already used');
    case 'granted': {
      const session = sessions.find(redeemed.grant.sessionId);
      const user = session === undefined ? undefined : users.byId(session.userId);
      if (session === undefined || user === undefined) throw invalidGrant('Session not active');
      return issue(identity, { user, client, session, openid: redeemed.grant.openid, nonce: redeemed.grant.nonce });
    }
    default:
      return redeemed satisfies never;
  }
}

async function fromRefreshToken(identity: Identity, client: Client, form: URLSearchParams) {
  const { keys, sessions, users, log } = identity;
  const claims = await keys.verify(form.get('refresh_token') ?? '');
  if (claims?.['typ'] !== 'Refresh' || claims['azp'] !== client.clientId) throw invalidGrant('Invalid refresh token');
  const session = sessions.find(String(claims['sid']));
  const user = session === undefined ? undefined : users.byId(session.userId);
  if (session === undefined || user === undefined) throw invalidGrant('Token is not active');
  const grantId = String(claims['grant']);
  const refreshId = await sessions.rotate(session, grantId, String(claims.jti));
  const grant = session.grants[grantId];
  if (refreshId === undefined || grant === undefined) {
    log.warn({ client: client.clientId, session: session.id }, 'a refresh token was used twice; its session is ended');
    await sessions.end(session.id);
    throw invalidGrant('Maximum allowed refresh token reuse exceeded');
  }
  return sessionTokens(identity, { user, client, session, grant, grantId, refreshId });
}

async function fromPassword(identity: Identity, client: Client, form: URLSearchParams) {
  if (!client.directAccessGrantsEnabled) throw new OAuthError(400, 'unauthorized_client', 'Client not allowed for direct access grants');
  const user = await logIn(identity, form.get('username') ?? '', form.get('password') ?? '');
  if (user === undefined) throw new OAuthError(400, 'invalid_grant', 'Invalid user credentials');
  const session = await identity.sessions.start(user.id);
  const openid = (form.get('scope') ?? '').split(' ').includes('openid');
  return issue(identity, { user, client, session, openid, nonce: undefined });
}

async function fromClient(identity: Identity, client: Client) {
  const user = client.publicClient || !client.serviceAccountsEnabled ? undefined : identity.users.serviceAccount(client.clientId);
  if (user === undefined) throw new OAuthError(401, 'unauthorized_client', 'Client not enabled to retrieve service account');
  return serviceAccountTokens(identity, user, client);
}

async function issue(
  identity: Identity,
  of: { readonly user: User; readonly client: Client; readonly session: Session; readonly openid: boolean; readonly nonce: string | undefined },
) {
  const grant = { clientId: of.client.clientId, openid: of.openid, nonce: of.nonce };
  const held = await identity.sessions.grant(of.session, grant);
  return sessionTokens(identity, { user: of.user, client: of.client, session: of.session, grant, ...held });
}
