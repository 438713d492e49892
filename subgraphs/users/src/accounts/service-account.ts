import KeycloakAdminClient from '@keycloak/keycloak-admin-client';

export interface ServiceAccountOptions {
  /** Where the realm is reached: `http://localhost:8180/realms/micromart`. */
  readonly realmUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Keycloak's client, logged in as a service account whose token is renewed when it is nearly over. */
export interface ServiceAccount {
  readonly client: KeycloakAdminClient;
  /** What the next call is made with; undefined before the first one. */
  login(): unknown;
  /** A login is not good any more, whatever its token's expiry says. One that has already taken its place stays. */
  forget(login: unknown): void;
}

export function serviceAccount({ realmUrl, clientId, clientSecret, timeout }: ServiceAccountOptions): ServiceAccount {
  const [baseUrl, realmName, ...rest] = realmUrl.split('/realms/');
  if (!baseUrl || !realmName || rest.length > 0) throw new Error(`a realm is like http://localhost:8180/realms/micromart, not like ${realmUrl}`);
  const place = { baseUrl, realmName, timeout };
  let login: Promise<KeycloakAdminClient> | undefined;

  const logIn = async (): Promise<KeycloakAdminClient> => {
    const fresh = new KeycloakAdminClient(place);
    await fresh.auth({ grantType: 'client_credentials', clientId, clientSecret });
    return fresh;
  };
  /** One login for all who ask meanwhile; a failed one is not kept. */
  const loggedIn = (): Promise<KeycloakAdminClient> => {
    const started = (login ??= logIn());
    started.catch(() => {
      if (login === started) login = undefined;
    });
    return started;
  };

  const client = new KeycloakAdminClient(place);
  // a service account's tokens cannot be refreshed, which the client would try by itself
  client.registerTokenProvider({
    async getAccessToken() {
      if ((await loggedIn()).isTokenExpired()) login = undefined;
      return (await loggedIn()).accessToken;
    },
  });
  return {
    client,
    login: () => login,
    forget(refused) {
      if (login === refused) login = undefined;
    },
  };
}
