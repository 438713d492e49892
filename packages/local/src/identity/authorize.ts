import { browserSecret, browserSession, isOwnForm } from './browser.ts';
import type { Answer, Ask } from './exchange.ts';
import type { Identity } from './identity.ts';
import { logIn } from './log-in.ts';
import { backToClient, backWithCode, loggedIn, type LoginRequest, loginRequest, mistakeIn, withoutToken, withToken } from './login-request.ts';
import { page } from './pages.ts';
import { registrationPage } from './registration.ts';

/** The authorization endpoint: back to the client at once when the browser is logged in, a page to log in (or register) otherwise. */
export async function authorize(identity: Identity, ask: Ask, wanted: 'login' | 'registration'): Promise<Answer> {
  const request = loginRequest(identity, ask.query);
  const wrong = mistakeIn(ask.query);
  if (wrong !== undefined) return backToClient(identity, request, wrong);
  const prompt = ask.query.get('prompt');
  const session = browserSession(identity, ask);
  if (session !== undefined && prompt !== 'login' && wanted === 'login') return backWithCode(identity, request, session);
  if (prompt === 'none') return backToClient(identity, request, { error: 'login_required' });
  return wanted === 'registration' && identity.realm.registrationAllowed
    ? registrationPage(identity, ask, request, {})
    : loginPage(identity, ask, request, {});
}

/** The login form was posted. */
export async function login(identity: Identity, ask: Ask): Promise<Answer> {
  const request = loginRequest(identity, ask.query);
  const wrong = mistakeIn(ask.query);
  if (wrong !== undefined) return backToClient(identity, request, wrong);
  const username = ask.form.get('username') ?? '';
  if (!isOwnForm(identity, ask)) return loginPage(identity, ask, request, { status: 403, username, error: 'Please sign in here.' });
  const user = await logIn(identity, username, ask.form.get('password') ?? '');
  if (user === undefined) return loginPage(identity, ask, request, { status: 401, username, error: 'Invalid username or password.' });
  return loggedIn(identity, request, user.id);
}

function loginPage(
  identity: Identity,
  ask: Ask,
  request: LoginRequest,
  shown: { readonly status?: number; readonly username?: string; readonly error?: string },
): Answer {
  const { formToken, cookies } = browserSecret(identity, ask);
  const { status, error, username = request.query.get('login_hint') ?? '' } = shown;
  return page({
    title: 'Sign in',
    ...(status === undefined ? {} : { status }),
    ...(error === undefined ? {} : { error }),
    form: {
      id: 'kc-form-login',
      action: `${identity.issuer}/login-actions/authenticate?${withToken(request.query, formToken)}`,
      fields: [
        { label: 'Username or email', name: 'username', type: 'text', autocomplete: 'username', value: username },
        { label: 'Password', name: 'password', type: 'password', autocomplete: 'current-password' },
      ],
      button: 'Sign in',
    },
    ...(identity.realm.registrationAllowed
      ? { link: { text: 'New here? Register', href: `${identity.issuer}/protocol/openid-connect/registrations?${withoutToken(request.query)}` } }
      : {}),
    leadsTo: new URL(request.redirectUri).origin,
    cookies,
  });
}
