import { createHash, timingSafeEqual } from 'node:crypto';
import { type Ask, OAuthError } from './exchange.ts';
import type { Client, Realm } from './realm.ts';

/** The client that calls the token endpoint; one with a secret has shown it. @throws OAuthError */
export function authenticatedClient(realm: Realm, { authorization, form }: Ask): Client {
  const shown = basic(authorization) ?? { id: form.get('client_id') ?? '', secret: form.get('client_secret') };
  const client = realm.clients.get(shown.id);
  if (client !== undefined && (client.publicClient || isSecretOf(client, shown.secret))) return client;
  throw new OAuthError(401, 'invalid_client', 'Invalid client or Invalid client credentials');
}

function basic(authorization: string | undefined): { readonly id: string; readonly secret: string } | undefined {
  if (authorization === undefined || !/^basic /i.test(authorization)) return undefined;
  const [id = '', ...secret] = Buffer.from(authorization.slice(6), 'base64').toString().split(':');
  return { id: decoded(id), secret: decoded(secret.join(':')) };
}

/** RFC 6749 wants both halves form-encoded; what does not decode was not encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

function isSecretOf(client: Client, secret: string | null): boolean {
  if (client.secret === undefined || secret === null) return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(secret), digest(client.secret));
}

/** Whether the client may be sent back there. A pattern may end in `*`; its origin must be met exactly. */
export function isRedirectOf(client: Client, uri: string): boolean {
  // a browser reads backslashes as slashes and drops control characters, so what it would open is not what was compared
  if (/[\\\s\p{Cc}]/u.test(uri) || !URL.canParse(uri)) return false;
  const url = new URL(uri);
  if (url.username !== '' || url.password !== '' || uri.includes('#')) return false;
  return client.redirectUris.some(pattern => {
    if (!pattern.endsWith('*')) return uri === pattern;
    const allowed = new URL(pattern.slice(0, -1));
    return url.origin === allowed.origin && url.pathname.startsWith(allowed.pathname);
  });
}

/** The page's origin, if scripts of it may call this server. */
export function allowedOrigin(realm: Realm, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  return [...realm.clients.values()].some(client => client.webOrigins.includes(origin)) ? origin : undefined;
}
