import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { type Answer, type Ask, json, OAuthError } from './exchange.ts';
import type { Identity } from './identity.ts';
import { profileOf } from './tokens.ts';

/** What clients read to find the rest. */
export function discovery({ issuer }: Identity): Answer {
  const endpoints = `${issuer}/protocol/openid-connect`;
  return json({
    issuer,
    authorization_endpoint: `${endpoints}/auth`,
    token_endpoint: `${endpoints}/token`,
    userinfo_endpoint: `${endpoints}/userinfo`,
    end_session_endpoint: `${endpoints}/logout`,
    jwks_uri: `${endpoints}/certs`,
    grant_types_supported: ['authorization_code', 'refresh_token', 'password', 'client_credentials'],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    scopes_supported: ['openid', 'profile', 'email'],
    claims_supported: ['sub', 'iss', 'auth_time', 'name', 'given_name', 'family_name', 'preferred_username', 'email'],
  });
}

export const certs = ({ keys }: Identity): Answer => json({ keys: keys.published() });

export function realmInfo({ realm, issuer, keys }: Identity): Answer {
  const newest = createPublicKey({ key: keys.published()[0] as JsonWebKey, format: 'jwk' });
  return json({
    realm: realm.realm,
    public_key: newest.export({ type: 'spki', format: 'der' }).toString('base64'),
    'token-service': `${issuer}/protocol/openid-connect`,
    'account-service': `${issuer}/account`,
    'tokens-not-before': 0,
  });
}

export async function userinfo({ keys, sessions, users }: Identity, ask: Ask): Promise<Answer> {
  const shown =
    ask.authorization !== undefined && /^bearer /i.test(ask.authorization) ? ask.authorization.slice(7) : (ask.form.get('access_token') ?? '');
  const claims = await keys.verify(shown);
  const active = claims?.['typ'] === 'Bearer' && (claims['sid'] === undefined || sessions.find(String(claims['sid'])) !== undefined);
  const user = active ? users.byId(String(claims.sub)) : undefined;
  if (user === undefined) throw new OAuthError(401, 'invalid_token', 'Token verification failed');
  return json({ sub: user.id, ...profileOf(user) });
}

/** keycloak-js asks in a frame whether it may watch the session in one; it may not, and then asks the token endpoint instead. */
export const sessionFrameUnsupported: Answer = {
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; script-src 'unsafe-inline'",
    'cache-control': 'no-store',
  },
  body: `<!doctype html><title>Sessions</title><script>parent.postMessage('unsupported', '*')</script>`,
};
