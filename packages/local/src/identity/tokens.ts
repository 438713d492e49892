import type { Identity } from './identity.ts';
import type { Client } from './realm.ts';
import type { Grant, Session } from './sessions.ts';
import type { User } from './users.ts';

/** Claims about the person, as Keycloak's scopes `profile` and `email` give them. */
export const profileOf = (user: User) => ({
  email_verified: user.emailVerified,
  name: [user.firstName, user.lastName].filter(part => part !== undefined).join(' '),
  preferred_username: user.username,
  given_name: user.firstName,
  family_name: user.lastName,
  email: user.email,
});

/** The answer of the token endpoint for a login session. */
export async function sessionTokens(
  identity: Identity,
  of: {
    readonly user: User;
    readonly client: Client;
    readonly session: Session;
    readonly grant: Omit<Grant, 'refreshId'>;
    readonly grantId: string;
    readonly refreshId: string;
  },
) {
  const { keys, realm, sessions, issuer } = identity;
  const { user, client, session, grant } = of;
  const scope = grant.openid ? 'openid profile email' : 'profile email';
  const lifetime = realm.accessTokenLifespan;
  const refreshLifetime = sessions.remaining(session);
  const claims = { sub: user.id, azp: client.clientId, sid: session.id, auth_time: session.startedAt, acr: '1' };
  const nonce = grant.nonce === undefined ? {} : { nonce: grant.nonce };
  const [accessToken, refreshToken, idToken] = await Promise.all([
    accessTokenOf(identity, user, client, { ...claims, scope }),
    keys.sign({ ...claims, typ: 'Refresh', aud: issuer, scope, jti: of.refreshId, grant: of.grantId }, refreshLifetime),
    grant.openid ? keys.sign({ ...claims, ...nonce, ...profileOf(user), typ: 'ID', aud: client.clientId }, lifetime) : undefined,
  ]);
  return {
    access_token: accessToken,
    expires_in: lifetime,
    refresh_expires_in: refreshLifetime,
    refresh_token: refreshToken,
    token_type: 'Bearer',
    ...(idToken === undefined ? {} : { id_token: idToken }),
    'not-before-policy': 0,
    session_state: session.id,
    scope,
  };
}

/** The answer for a client that logs in as itself: no session, nothing to refresh. */
export async function serviceAccountTokens(identity: Identity, user: User, client: Client) {
  const scope = 'profile email';
  return {
    access_token: await accessTokenOf(identity, user, client, { sub: user.id, azp: client.clientId, acr: '1', scope }),
    expires_in: identity.realm.accessTokenLifespan,
    refresh_expires_in: 0,
    token_type: 'Bearer',
    'not-before-policy': 0,
    scope,
  };
}

function accessTokenOf({ keys, realm }: Identity, user: User, client: Client, claims: object): Promise<string> {
  const audiences = client.protocolMappers
    .filter(mapper => mapper.protocolMapper === 'oidc-audience-mapper' && mapper.config['access.token.claim'] !== 'false')
    .flatMap(mapper => mapper.config['included.client.audience'] ?? []);
  const resources = Object.entries(user.clientRoles)
    .map(([clientId, roles]) => [clientId, { roles: realm.inScope(client, roles, clientId) }] as const)
    .filter(([, { roles }]) => roles.length > 0);
  return keys.sign(
    {
      ...claims,
      ...profileOf(user),
      typ: 'Bearer',
      aud: [...audiences, 'account'],
      realm_access: { roles: realm.inScope(client, user.roles) },
      resource_access: Object.fromEntries(resources),
      'allowed-origins': client.webOrigins,
    },
    realm.accessTokenLifespan,
  );
}
