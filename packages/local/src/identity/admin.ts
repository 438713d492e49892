import { z } from 'zod';
import { type Answer, type Ask, json, noContent } from './exchange.ts';
import type { Identity } from './identity.ts';
import type { RealmRole } from './realm.ts';
import type { User } from './users.ts';

/** What of Keycloak's admin API service accounts may call here: look users up, and give and take the roles of the realm. */
type Handle = (identity: Identity, ask: Ask, user: User) => Answer | Promise<Answer>;

const BY_USER = new Map<string, Handle>([
  ['GET ', (_, __, user) => json(shown(user))],
  ['GET /role-mappings/realm', ({ realm }, _, user) => json(rolesOf(realm.roles, user.ownRoles))],
  ['GET /role-mappings/realm/composite', ({ realm }, _, user) => json(rolesOf(realm.roles, user.roles))],
  ['GET /role-mappings/realm/available', ({ realm }, _, user) => json([...realm.roles.values()].filter(({ name }) => !user.ownRoles.includes(name)))],
  ['POST /role-mappings/realm', (identity, ask, user) => changeRoles(identity, ask, user, (own, named) => [...new Set([...own, ...named])])],
  [
    'DELETE /role-mappings/realm',
    (identity, ask, user) => changeRoles(identity, ask, user, (own, named) => own.filter(name => !named.includes(name))),
  ],
]);

const LONGEST_PAGE = 1_000;

/** Answers below `/admin/realms/<realm>`. */
export async function admin(identity: Identity, ask: Ask, path: string): Promise<Answer> {
  const refusal = await refusalOf(identity, ask);
  if (refusal !== undefined) return refusal;
  if (ask.method === 'GET' && path === '/users') return json(pageOf(identity.users.people(), ask.query).map(shown));
  if (ask.method === 'GET' && path === '/users/count') return json(identity.users.people().length);
  const [, id, rest = ''] = /^\/users\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  const handle = id === undefined ? undefined : BY_USER.get(`${ask.method} ${rest}`);
  if (id === undefined || handle === undefined) return json({ error: 'HTTP 403 Forbidden' }, 403);
  const user = identity.users.byId(id);
  return user === undefined ? json({ error: 'User not found' }, 404) : handle(identity, ask, user);
}

async function refusalOf({ keys }: Identity, { authorization = '' }: Ask): Promise<Answer | undefined> {
  const claims = /^bearer /i.test(authorization) ? await keys.verify(authorization.slice(7)) : undefined;
  if (claims?.['typ'] !== 'Bearer') return json({ error: 'HTTP 401 Unauthorized' }, 401);
  const access = z.object({ 'realm-management': z.object({ roles: z.array(z.string()) }) }).safeParse(claims['resource_access']);
  const mayAsk = access.success && access.data['realm-management'].roles.includes('query-users');
  return mayAsk ? undefined : json({ error: 'HTTP 403 Forbidden' }, 403);
}

function pageOf(users: readonly User[], query: URLSearchParams): readonly User[] {
  const first = Number(query.get('first') ?? 0);
  return users.slice(first, first + Math.min(Number(query.get('max') ?? 100), LONGEST_PAGE));
}

const shown = ({ id, username, email, emailVerified, firstName, lastName, createdAt }: User) => ({
  ...{ id, username, email, emailVerified, firstName, lastName },
  createdTimestamp: createdAt,
  enabled: true,
});

const rolesOf = (roles: ReadonlyMap<string, RealmRole>, names: readonly string[]): readonly RealmRole[] =>
  names.flatMap(name => roles.get(name) ?? []);

const Named = z.array(z.object({ id: z.string(), name: z.string() }));

async function changeRoles(
  { realm, users, log }: Identity,
  ask: Ask,
  user: User,
  change: (own: readonly string[], named: readonly string[]) => readonly string[],
): Promise<Answer> {
  const named = Named.safeParse(ask.sent);
  if (!named.success) return json({ error: 'unknown_error', error_description: 'Roles are expected' }, 400);
  if (named.data.some(({ id, name }) => realm.roles.get(name)?.id !== id)) return json({ error: 'Role not found' }, 404);
  const roles = change(
    user.ownRoles,
    named.data.map(({ name }) => name),
  );
  await users.setRoles(user.id, roles);
  log.info({ user: user.id, roles }, 'the roles of a user were changed');
  return noContent;
}
