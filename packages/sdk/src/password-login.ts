import { MicroMartError } from './errors.ts';

export interface PasswordLogin {
  /** A token that is good for a while yet: for a client's `token`. */
  token(): Promise<string>;
}

export interface PasswordLoginOptions {
  /** `http://localhost:8180/realms/micromart`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly now?: () => number;
}

interface Tokens {
  readonly access: string;
  readonly refresh: string | undefined;
  /** When to get the next one (milliseconds since 1970). */
  readonly renewAt: number;
}

/** Renewed this long before its end, or after half of a shorter life (milliseconds). */
const MARGIN = 30_000;
const TIMEOUT = 10_000;

/**
 * Logs in by name and password, for demos and tests: the grant is closed in production. Tokens are kept, and refreshed when they are nearly
 * over; when the session is gone, it logs in again.
 */
export function passwordLogin(options: PasswordLoginOptions): PasswordLogin {
  const { issuer, clientId, username, password, fetch = globalThis.fetch, now = Date.now } = options;
  let endpoint: string | undefined;
  let tokens: Tokens | undefined;
  let renewing: Promise<Tokens> | undefined;

  async function ask(url: string, init: RequestInit = {}): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT) });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    } catch (cause) {
      throw new MicroMartError('the identity server does not answer', 'NETWORK', { cause });
    }
  }

  async function tokenEndpoint(): Promise<string> {
    if (endpoint !== undefined) return endpoint;
    const { body } = await ask(`${issuer}/.well-known/openid-configuration`);
    if (typeof body['token_endpoint'] !== 'string') throw new MicroMartError(`${issuer} does not say where its tokens are`, 'NETWORK');
    endpoint = body['token_endpoint'];
    return endpoint;
  }

  /** Undefined when the grant is refused. */
  async function grant(form: Readonly<Record<string, string>>): Promise<Tokens | undefined> {
    const { status, body } = await ask(await tokenEndpoint(), { method: 'POST', body: new URLSearchParams({ client_id: clientId, ...form }) });
    if (status === 400 || status === 401) return undefined;
    const { access_token: access, refresh_token: refresh, expires_in: seconds } = body;
    if (typeof access !== 'string' || typeof seconds !== 'number') {
      throw new MicroMartError(`the identity server answers ${status} and gives no token`, 'NETWORK');
    }
    const lasts = seconds * 1_000;
    return { access, refresh: typeof refresh === 'string' ? refresh : undefined, renewAt: now() + lasts - Math.min(MARGIN, lasts / 2) };
  }

  async function renew(): Promise<Tokens> {
    const refreshed = tokens?.refresh === undefined ? undefined : await grant({ grant_type: 'refresh_token', refresh_token: tokens.refresh });
    const renewed = refreshed ?? (await grant({ grant_type: 'password', username, password, scope: 'openid' }));
    if (renewed === undefined) throw new MicroMartError(`the identity server refuses ${username} and this password`, 'UNAUTHENTICATED');
    tokens = renewed;
    return renewed;
  }

  return {
    async token() {
      if (tokens !== undefined && now() < tokens.renewAt) return tokens.access;
      // a refresh token works once: whoever asks meanwhile waits for the same answer
      renewing ??= renew().finally(() => {
        renewing = undefined;
      });
      return (await renewing).access;
    },
  };
}
