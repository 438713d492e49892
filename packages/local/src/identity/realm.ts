import { createHash, randomUUID } from 'node:crypto';
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
  fullScopeAllowed: z.boolean().default(true),
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

const Role = z.object({
  id: z.string().optional(),
  name: z.string(),
  description: z.string().optional(),
  composites: z.object({ realm: z.array(z.string()).default([]) }).optional(),
});

const Scope = z.object({ client: z.string(), roles: z.array(z.string()) });

const RealmFile = z.object({
  realm: z.string().regex(/^[\w-]+$/),
  registrationAllowed: z.boolean().default(false),
  loginWithEmailAllowed: z.boolean().default(true),
  accessTokenLifespan: z.number().default(300),
  ssoSessionIdleTimeout: z.number().default(1800),
  ssoSessionMaxLifespan: z.number().default(36_000),
  roles: z.object({ realm: z.array(Role) }),
  defaultRole: z.object({ name: z.string() }).optional(),
  scopeMappings: z.array(Scope).default([]),
  clientScopeMappings: z.record(z.string(), z.array(Scope)).default({}),
  clients: z.array(Client),
  users: z.array(User).default([]),
});

export type Client = z.infer<typeof Client>;
/** A user of the realm file; `id` is the subject of the user's tokens. */
export type RealmUser = z.infer<typeof User> & { readonly id: string };

/** A role of the realm; `composite` when it contains others. */
export interface RealmRole {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly composite: boolean;
}

type InFile = z.infer<typeof RealmFile>;

/** What this server reads of Keycloak's realm file; all times in seconds. */
export interface Realm extends Omit<InFile, 'clients' | 'users' | 'roles' | 'defaultRole' | 'scopeMappings' | 'clientScopeMappings'> {
  readonly clients: ReadonlyMap<string, Client>;
  readonly users: readonly RealmUser[];
  readonly roles: ReadonlyMap<string, RealmRole>;
  /** What users who register themselves may do. */
  readonly defaultRoles: readonly string[];
  /** The roles named, and those that they contain. */
  expand(roles: readonly string[]): readonly string[];
  /** Of these roles those that a token for the client may name: of the realm's own, or of another client's. */
  inScope(client: Client, roles: readonly string[], of?: string): readonly string[];
}

/** @param variables what stands for `${NAME}` in the file. */
export async function readRealm(path: string, variables: Readonly<Record<string, string>> = {}): Promise<Realm> {
  const text = filledIn(await readFile(path, 'utf8'), variables);
  const { clients, users, roles, defaultRole, scopeMappings, clientScopeMappings, ...file } = RealmFile.parse(JSON.parse(text));
  const contained = new Map(roles.realm.map(role => [role.name, role.composites?.realm ?? []]));
  return {
    ...file,
    clients: new Map(clients.map(client => [client.clientId, client])),
    users: users.map(user => ({ ...user, username: user.username.toLowerCase(), id: user.id ?? subjectOf(file.realm, user.username) })),
    roles: new Map(
      roles.realm.map(({ id, name, description, composites }) => [
        name,
        { id: id ?? subjectOf(file.realm, `role:${name}`), name, description, composite: composites !== undefined },
      ]),
    ),
    defaultRoles: defaultRole === undefined ? [] : [defaultRole.name],
    expand: names => [...new Set(names.flatMap(name => [name, ...(contained.get(name) ?? [])]))],
    inScope(client, names, of) {
      if (client.fullScopeAllowed) return names;
      const scopes = of === undefined ? scopeMappings : (clientScopeMappings[of] ?? []);
      const allowed = scopes.filter(scope => scope.client === client.clientId).flatMap(scope => scope.roles);
      return names.filter(name => allowed.includes(name));
    },
  };
}

/** Keycloak leaves as it stands what is not set, a secret for everybody to read in the file; here it becomes one that nobody knows. */
const filledIn = (text: string, variables: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => JSON.stringify(variables[name] ?? randomUUID()).slice(1, -1));

/** A UUID that follows from the name, so that a user of the realm file is the same one after a reset. */
export function subjectOf(realm: string, username: string): string {
  const bytes = createHash('sha256').update(`${realm}:${username}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
