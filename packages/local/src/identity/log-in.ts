import type { Identity } from './identity.ts';
import type { User } from './users.ts';

/** The user, if the password is right and the name is not closed after too many wrong ones. */
export async function logIn({ users, attempts, log }: Identity, login: string, password: string): Promise<User | undefined> {
  if (attempts.closed(login)) {
    log.warn({}, 'too many wrong passwords in a row for one login');
    return undefined;
  }
  const user = await users.authenticate(login, password);
  if (user === undefined) attempts.failed(login);
  else attempts.succeeded(login);
  return user;
}
