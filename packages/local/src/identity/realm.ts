import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const Mapper = z.object({ protocolMapper: z.string(), config: z.record(z.string(), z.string()).default({}) });

const Client = z.object({
  clientId: z.string(),
  publicClient: z.boolean().default(false),
  secret: z.string().optional(),
  standardFlowEnabled: z.boolean().default(false),
  directAccessGrantsEnabled: z.boolean().default(false),
  serviceAccountsEnabled: z.boolean().default(false),
  redirectUris: z.array(z.string()).default([]),
  webOrigins: z.array(z.string()).default([]),
  protocolMappers: z.array(Mapper).default([]),
});

const User = z.object({
  id: z.uuid().optional(),
  username: z.string(),
  email: z.string().optional(),
  emailVerified: z.boolean().default(false),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  credentials: z.array(z.object({ type: z.string(), value: z.string() })).default([]),
  realmRoles: z.array(z.string()).default([]),
  clientRoles: z.record(z.string(), z.array(z.string())).default({}),
  serviceAccountClientId: z.string().optional(),
});

const Role = z.object({ name: z.string(), composites: z.object({ realm: z.array(z.string()).default([]) }).optional() });

const RealmFile = z.object({
  realm: z.string().regex(/^[\w-]+$/),
  registrationAllowed: z.boolean().default(false),
  loginWithEmailAllowed: z.boolean().default(true),
  accessTokenLifespan: z.number().default(300),
  ssoSessionIdleTimeout: z.number().default(1800),
  ssoSessionMaxLifespan: z.number().default(36_000),
  roles: z.object({ realm: z.array(Role) }),
  defaultRole: z.object({ name: z.string() }).optional(),
  clients: z.array(Client),
  users: z.array(User).default([]),
});

export type Client = z.infer<typeof Client>;
/** A user of the realm file; `id` is the subject of the user's tokens. */
export type RealmUser = z.infer<typeof User> & { readonly id: string };

/** What this server reads of Keycloak's realm file; all times in seconds. */
export interface Realm extends Omit<z.infer<typeof RealmFile>, 'clients' | 'users' | 'roles' | 'defaultRole'> {
  readonly clients: ReadonlyMap<string, Client>;
  readonly users: readonly RealmUser[];
  /** What users who register themselves may do. */
  readonly defaultRoles: readonly string[];
  /** The roles named, and those that they contain. */
  expand(roles: readonly string[]): readonly string[];
}

export async function readRealm(path: string): Promise<Realm> {
  const { clients, users, roles, defaultRole, ...file } = RealmFile.parse(JSON.parse(await readFile(path, 'utf8')));
  const contained = new Map(roles.realm.map(role => [role.name, role.composites?.realm ?? []]));
  return {
    ...file,
    clients: new Map(clients.map(client => [client.clientId, client])),
    users: users.map(user => ({ ...user, username: user.username.toLowerCase(), id: user.id ?? subjectOf(file.realm, user.username) })),
    defaultRoles: defaultRole === undefined ? [] : [defaultRole.name],
    expand: names => [...new Set(names.flatMap(name => [name, ...(contained.get(name) ?? [])]))],
  };
}

/** A UUID that follows from the name, so that a user of the realm file is the same one after a reset. */
export function subjectOf(realm: string, username: string): string {
  const bytes = createHash('sha256').update(`${realm}:${username}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
