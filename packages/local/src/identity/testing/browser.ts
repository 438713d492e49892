import { createHash, randomBytes } from 'node:crypto';

/** A page or redirect as a browser gets it. */
export interface Visit {
  readonly status: number;
  readonly location: URL | undefined;
  readonly headers: Headers;
  readonly html: string;
}

/** A browser that keeps cookies, fills in forms and stops at each redirect. */
export function browser() {
  const cookies = new Map<string, string>();
  const visit = async (url: string | URL, init: RequestInit = {}): Promise<Visit> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { redirect: 'manual', ...init, headers: { cookie, ...(init.headers as Record<string, string>) } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = response.headers.get('location');
    const html = await response.text();
    return { status: response.status, location: location === null ? undefined : new URL(location), headers: response.headers, html };
  };
  return {
    visit,
    /** Posts the page's form. */
    submit(page: Visit, fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}): Promise<Visit> {
      const action = /<form[^>]* action="([^"]+)"/.exec(page.html)?.[1];
      if (action === undefined) throw new Error(`no form on this page: ${page.html}`);
      return visit(action.replaceAll('&amp;', '&'), { method: 'POST', body: new URLSearchParams(fields), headers });
    },
  };
}

/** A client's page that logs its users in with PKCE. */
export function storefront(issuer: string, redirectUri = 'http://localhost:5173/back') {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const endpoint = (name: string): string => `${issuer}/protocol/openid-connect/${name}`;
  const token = async (form: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly body: Record<string, string> }> => {
    const response = await fetch(endpoint('token'), { method: 'POST', body: new URLSearchParams({ client_id: 'storefront', ...form }) });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  return {
    endpoint,
    token,
    authUrl(changes: Readonly<Record<string, string>> = {}, path = 'auth'): string {
      const query = new URLSearchParams({
        client_id: 'storefront',
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'openid',
        state: 'the state',
        nonce: 'the nonce',
        code_challenge: challenge,
        code_challenge_method: 'S256',
        ...changes,
      });
      return `${endpoint(path)}?${query.toString()}`;
    },
    redeem: (code: string, changes: Readonly<Record<string, string>> = {}) =>
      token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: verifier, ...changes }),
    refresh: (refreshToken: string) => token({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    password: (username: string, password: string) => token({ grant_type: 'password', scope: 'openid', username, password }),
  };
}
