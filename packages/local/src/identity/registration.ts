import { browserSecret, isOwnForm } from './browser.ts';
import { type Answer, type Ask, OAuthError } from './exchange.ts';
import type { Identity } from './identity.ts';
import { backToClient, loggedIn, type LoginRequest, loginRequest, mistakeIn, withoutToken, withToken } from './login-request.ts';
import { page } from './pages.ts';
import type { NewUser } from './users.ts';

interface Shown {
  readonly status?: number;
  readonly given?: URLSearchParams;
  readonly error?: string;
}

export function registrationPage(identity: Identity, ask: Ask, request: LoginRequest, { status, given, error }: Shown): Answer {
  const { formToken, cookies } = browserSecret(identity, ask);
  const typed = (name: string): string => given?.get(name) ?? '';
  return page({
    title: 'Register',
    ...(status === undefined ? {} : { status }),
    ...(error === undefined ? {} : { error }),
    form: {
      id: 'kc-register-form',
      action: `${identity.issuer}/login-actions/registration?${withToken(request.query, formToken)}`,
      fields: [
        { label: 'Username', name: 'username', type: 'text', autocomplete: 'username', value: typed('username') },
        { label: 'Password', name: 'password', type: 'password', autocomplete: 'new-password' },
        { label: 'Password again', name: 'password-confirm', type: 'password', autocomplete: 'new-password' },
        { label: 'Email', name: 'email', type: 'email', autocomplete: 'email', value: typed('email') },
        { label: 'First name', name: 'firstName', type: 'text', autocomplete: 'given-name', value: typed('firstName') },
        { label: 'Last name', name: 'lastName', type: 'text', autocomplete: 'family-name', value: typed('lastName') },
      ],
      button: 'Register',
    },
    link: { text: 'Back to sign in', href: `${identity.issuer}/protocol/openid-connect/auth?${withoutToken(request.query)}` },
    leadsTo: new URL(request.redirectUri).origin,
    cookies,
  });
}

/** The registration form was posted: a new user, logged in at once. */
export async function register(identity: Identity, ask: Ask): Promise<Answer> {
  if (!identity.realm.registrationAllowed) throw new OAuthError(400, 'invalid_request', 'Registration not allowed');
  const request = loginRequest(identity, ask.query);
  const wrong = mistakeIn(ask.query);
  if (wrong !== undefined) return backToClient(identity, request, wrong);
  const again = (status: number, error: string): Answer => registrationPage(identity, ask, request, { status, error, given: ask.form });
  if (!isOwnForm(identity, ask)) return again(403, 'Please register here.');
  const user = newUserIn(ask.form);
  if (typeof user === 'string') return again(400, user);
  const registered = await identity.users.register(user);
  if (registered === 'username') return again(409, 'Username already exists.');
  if (registered === 'email') return again(409, 'Email already exists.');
  identity.log.info({ user: registered.id }, 'a user has registered');
  return loggedIn(identity, request, registered.id);
}

/** What was typed, or what is wrong with it. */
function newUserIn(form: URLSearchParams): NewUser | string {
  const text = (name: string): string => (form.get(name) ?? '').trim();
  const user = { username: text('username'), email: text('email'), firstName: text('firstName'), lastName: text('lastName') };
  const password = form.get('password') ?? '';
  if (!/^[^\s<>&"'$%!#?§;*~/\\|^=[\]{}()`\p{Cc}]{3,255}$/u.test(user.username)) return 'Please specify a username of 3 to 255 letters and digits.';
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(user.email) || user.email.length > 254) return 'Please specify a valid email.';
  if (![user.firstName, user.lastName].every(name => /^[^<>\p{Cc}]{1,255}$/u.test(name))) return 'Please specify first and last name.';
  if (password === '' || password.length > 255) return 'Please specify a password.';
  if (password !== form.get('password-confirm')) return 'Passwords do not match.';
  return { ...user, password };
}
