import { admin } from './admin.ts';
import { authorize, login } from './authorize.ts';
import { allowedOrigin } from './clients.ts';
import { certs, discovery, realmInfo, sessionFrameUnsupported, userinfo } from './discovery.ts';
import { type Answer, type Ask, json, noContent, OAuthError } from './exchange.ts';
import type { Identity } from './identity.ts';
import { logout } from './logout.ts';
import { page } from './pages.ts';
import { register } from './registration.ts';
import { tokenEndpoint } from './token-endpoint.ts';

interface Route {
  readonly methods: readonly ('GET' | 'POST')[];
  /** Scripts of the clients' pages may call it. */
  readonly scripts: boolean;
  readonly handle: (identity: Identity, ask: Ask) => Answer | Promise<Answer>;
}

const route = (methods: Route['methods'], handle: Route['handle'], scripts = false): Route => ({ methods, handle, scripts });
const OPENID = '/protocol/openid-connect';

/** Keycloak's paths below `/realms/<realm>`. */
const ROUTES = new Map<string, Route>([
  ['', route(['GET'], realmInfo, true)],
  ['/.well-known/openid-configuration', route(['GET'], discovery, true)],
  [`${OPENID}/certs`, route(['GET'], certs, true)],
  [`${OPENID}/token`, route(['POST'], tokenEndpoint, true)],
  [`${OPENID}/userinfo`, route(['GET', 'POST'], userinfo, true)],
  [`${OPENID}/logout`, route(['GET', 'POST'], logout, true)],
  [`${OPENID}/auth`, route(['GET'], (identity, ask) => authorize(identity, ask, 'login'))],
  [`${OPENID}/registrations`, route(['GET'], (identity, ask) => authorize(identity, ask, 'registration'))],
  ['/login-actions/authenticate', route(['POST'], login)],
  ['/login-actions/registration', route(['POST'], register)],
  [`${OPENID}/3p-cookies/step1.html`, route(['GET'], () => sessionFrameUnsupported)],
]);

/** Answers one request; faults that are not the caller's are thrown. */
export async function answer(identity: Identity, ask: Ask): Promise<Answer> {
  const base = new URL(identity.issuer).pathname;
  const adminBase = `/admin${base}`;
  if (ask.path.startsWith(adminBase)) return admin(identity, ask, ask.path.slice(adminBase.length).replace(/\/$/, ''));
  const found = ask.path.startsWith(base) ? ROUTES.get(ask.path.slice(base.length)) : undefined;
  if (found === undefined) return json({ error: 'HTTP 404 Not Found' }, 404);
  const headers = found.scripts ? corsHeaders(identity, ask) : {};
  if (ask.method === 'OPTIONS') return { ...noContent, headers: { ...noContent.headers, ...headers } };
  if (!found.methods.some(method => method === ask.method)) return json({ error: 'HTTP 405 Method Not Allowed' }, 405);
  const answered = await refusalsAnswered(!found.scripts || ask.navigation, () => found.handle(identity, ask));
  return { ...answered, headers: { ...answered.headers, ...headers } };
}

async function refusalsAnswered(asPage: boolean, handle: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await handle();
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    if (asPage) return page({ title: 'We are sorry …', status: error.status, error: error.message });
    return json({ error: error.code, error_description: error.message }, error.status);
  }
}

function corsHeaders({ realm }: Identity, { origin }: Ask): Readonly<Record<string, string>> {
  const allowed = allowedOrigin(realm, origin);
  if (allowed === undefined) return { vary: 'origin' };
  return {
    vary: 'origin',
    'access-control-allow-origin': allowed,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': 'authorization, content-type, x-client',
    'access-control-max-age': '3600',
  };
}
