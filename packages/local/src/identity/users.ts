import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { hashPassword, isPassword, type PasswordHash } from './passwords.ts';
import type { Realm, RealmUser } from './realm.ts';
import { stored } from './storage.ts';

/** Who can log in; `id` is the subject of the tokens. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Given to this very user. */
  readonly ownRoles: readonly string[];
  /** Those and the roles that they contain. */
  readonly roles: readonly string[];
  readonly clientRoles: Readonly<Record<string, readonly string[]>>;
}

export interface NewUser {
  readonly username: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly password: string;
}

export interface Users {
  byId(id: string): User | undefined;
  /** The user that a client logs in as by itself. */
  serviceAccount(clientId: string): User | undefined;
  /** The user, if name (or e-mail) and password are right. Takes as long for a name that nobody has. */
  authenticate(login: string, password: string): Promise<User | undefined>;
  /** @returns what of it another user has already. */
  register(user: NewUser): Promise<User | 'username' | 'email'>;
  /** Everybody but service accounts, by name. */
  people(): readonly User[];
  /** Gives a user these roles instead of those they had. */
  setRoles(id: string, roles: readonly string[]): Promise<void>;
}

const Registered = z.object({
  id: z.uuid(),
  username: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  password: z.object({ salt: z.string(), hash: z.string() }),
  createdAt: z.number().default(0),
});

/** What was changed of users: the roles of those who have others than they began with, by id. */
const Changes = z.object({ openedAt: z.number(), roles: z.record(z.string(), z.array(z.string())) });

interface Account {
  readonly user: User;
  password(): Promise<PasswordHash> | undefined;
}

/** Users of the realm file come from there at each start; who registered since, and whose roles were changed, is kept in `directory`. */
export async function openUsers(realm: Realm, directory: string): Promise<Users> {
  const registered = await stored(join(directory, 'users.json'), z.array(Registered), () => []);
  const changes = await stored<z.infer<typeof Changes>>(join(directory, 'roles.json'), Changes, () => ({ openedAt: Date.now(), roles: {} }));
  const byId = new Map<string, Account>();
  const byName = new Map<string, Account>();
  const byEmail = new Map<string, Account>();
  const add = (account: Account): void => {
    const { id, username, email } = account.user;
    if (byName.has(username)) return;
    byId.set(id, account);
    byName.set(username, account);
    if (email !== undefined) byEmail.set(email.toLowerCase(), account);
  };
  const withRoles = (user: User): User => {
    const ownRoles = changes.value.roles[user.id] ?? user.ownRoles;
    return { ...user, ownRoles, roles: realm.expand(ownRoles) };
  };
  for (const user of realm.users) add(seededAccount(user, changes.value.openedAt));
  for (const user of registered.value) add(registeredAccount(user, realm));
  // what an unknown name is compared with, so that the time of the answer does not tell whether the name exists
  const nobodysPassword = await hashPassword(randomBytes(16).toString('hex'));
  const find = (id: string): User | undefined => {
    const account = byId.get(id);
    return account === undefined ? undefined : withRoles(account.user);
  };

  return {
    byId: find,
    serviceAccount: clientId => find(realm.users.find(user => user.serviceAccountClientId === clientId)?.id ?? ''),
    async authenticate(login, password) {
      const name = login.trim().toLowerCase();
      const account = byName.get(name) ?? (realm.loginWithEmailAllowed ? byEmail.get(name) : undefined);
      const right = await isPassword(password, (await account?.password()) ?? nobodysPassword);
      return right && account !== undefined ? withRoles(account.user) : undefined;
    },
    async register(given) {
      const username = given.username.toLowerCase();
      const email = given.email.toLowerCase();
      const password = await hashPassword(given.password);
      if (byName.has(username)) return 'username';
      if (byEmail.has(email)) return 'email';
      const user = { id: randomUUID(), username, email, firstName: given.firstName, lastName: given.lastName, password, createdAt: Date.now() };
      const account = registeredAccount(user, realm);
      registered.value.push(user);
      add(account);
      await registered.save();
      return withRoles(account.user);
    },
    people() {
      const services = new Set(realm.users.filter(user => user.serviceAccountClientId !== undefined).map(user => user.id));
      const users = [...byId.values()].map(({ user }) => user).filter(user => !services.has(user.id));
      return users.toSorted((one, other) => (one.username < other.username ? -1 : 1)).map(withRoles);
    },
    async setRoles(id, roles) {
      changes.value.roles[id] = [...roles];
      await changes.save();
    },
  };
}

function seededAccount(user: RealmUser, createdAt: number): Account {
  const plain = user.credentials.find(credential => credential.type === 'password')?.value;
  let hashed: Promise<PasswordHash> | undefined;
  return {
    user: {
      id: user.id,
      username: user.username,
      email: user.email,
      emailVerified: user.emailVerified,
      firstName: user.firstName,
      lastName: user.lastName,
      createdAt,
      ownRoles: user.realmRoles,
      roles: [],
      clientRoles: user.clientRoles,
    },
    // a service account has no password; the others are hashed when they are first needed, to keep the start short
    password() {
      if (plain !== undefined) hashed ??= hashPassword(plain);
      return hashed;
    },
  };
}

const registeredAccount = ({ password, ...user }: z.infer<typeof Registered>, realm: Realm): Account => ({
  user: { ...user, emailVerified: false, ownRoles: realm.defaultRoles, roles: [], clientRoles: {} },
  password: () => Promise.resolve(password),
});
