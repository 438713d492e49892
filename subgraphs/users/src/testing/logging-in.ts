interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** People at the storefront, whose passwords are their names. @param issuer asked for at each call. */
export function loggingIn(issuer: () => string) {
  const tokensBy = async (form: Readonly<Record<string, string>>): Promise<Tokens> => {
    const url = `${issuer()}/protocol/openid-connect/token`;
    const answer = await fetch(url, { method: 'POST', body: new URLSearchParams({ client_id: 'storefront', ...form }) });
    if (!answer.ok) throw new Error(await answer.text());
    return (await answer.json()) as Tokens;
  };
  return {
    logIn: (name: string) => tokensBy({ grant_type: 'password', username: name, password: name }),
    /** What the next token says, and what the one after it is asked for with. */
    async rolesIn(refreshToken: string): Promise<{ readonly roles: readonly string[]; readonly next: string }> {
      const tokens = await tokensBy({ grant_type: 'refresh_token', refresh_token: refreshToken });
      return { roles: rolesOf(tokens.access_token), next: tokens.refresh_token };
    },
  };
}

export function rolesOf(accessToken: string): readonly string[] {
  const claims = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()) as { realm_access?: { roles: readonly string[] } };
  return (claims.realm_access?.roles ?? []).toSorted();
}
