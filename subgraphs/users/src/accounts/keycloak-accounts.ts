import { NetworkError } from '@keycloak/keycloak-admin-client';
import { WorldFault } from '@micromart/messaging';
import type { Account, Accounts } from './accounts.ts';
import { serviceAccount, type ServiceAccountOptions } from './service-account.ts';

/** The accounts of a realm of Keycloak, or of the local server, which answers the same questions. */
export function keycloakAccounts(options: ServiceAccountOptions): Accounts {
  const { client, login, forget } = serviceAccount(options);
  const { users } = client;

  /** Plays a call; a token that is refused although it has not expired (its key was withdrawn, say) is renewed once. */
  const call = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
    const used = login();
    try {
      return await ask().catch(error => {
        if (statusOf(error) !== 401) throw error;
        forget(used);
        return ask();
      });
    } catch (error) {
      throw faultOf(error);
    }
  };

  /** Without roles that the realm has there is nothing to ask for, and with an unknown name nothing is changed. */
  const mappings = async (id: string, names: readonly string[]) => {
    if (names.length === 0) return [];
    const [given, available] = await Promise.all([users.listRealmRoleMappings({ id }), users.listAvailableRealmRoleMappings({ id })]);
    const known = new Map([...given, ...available].map(role => [role.name, role.id]));
    return names.map(name => {
      const roleId = known.get(name);
      if (roleId === undefined) throw new Error(`the realm has no role ${name} that this service may give`);
      return { id: roleId, name };
    });
  };

  return {
    find: subject =>
      call(async () => {
        const found = await users.findOne({ id: subject });
        return found === null || found === undefined ? undefined : accountOf(found);
      }),
    rolesOf: subject =>
      call(async () => {
        const names = (roles: readonly { readonly name?: string }[]) => roles.flatMap(({ name }) => name ?? []);
        const asked = Promise.all([users.listRealmRoleMappings({ id: subject }), users.listCompositeRealmRoleMappings({ id: subject })]);
        return asked.then(
          ([given, effective]) => ({ given: names(given), effective: names(effective) }),
          (error: unknown) => {
            if (statusOf(error) === 404) return undefined;
            throw error;
          },
        );
      }),
    give: (subject, roles) =>
      call(async () => {
        const named = await mappings(subject, roles);
        if (named.length > 0) await users.addRealmRoleMappings({ id: subject, roles: named });
      }),
    take: (subject, roles) =>
      call(async () => {
        const named = await mappings(subject, roles);
        if (named.length > 0) await users.delRealmRoleMappings({ id: subject, roles: named });
      }),
    count: () => call(() => users.count()),
    page: (first, most) => call(async () => (await users.find({ first, max: most, briefRepresentation: true })).map(accountOf)),
  };
}

interface Representation {
  readonly id?: string;
  readonly email?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly createdTimestamp?: number;
  readonly enabled?: boolean;
}

function accountOf({ id, email, firstName, lastName, createdTimestamp, enabled }: Representation): Account {
  if (id === undefined) throw new Error('the identity provider showed an account without its id');
  return {
    subject: id,
    email: email ?? '',
    firstName: firstName ?? null,
    lastName: lastName ?? null,
    createdAt: new Date(createdTimestamp ?? 0),
    enabled: enabled ?? true,
  };
}

const statusOf = (error: unknown): number | undefined => (error instanceof NetworkError ? error.response.status : undefined);

/** What the identity provider refuses is ours to mend; an answer that does not come, or that says that it is in trouble, is the world's. */
function faultOf(error: unknown): Error {
  const status = statusOf(error);
  if (status === undefined && error instanceof Error && error.name !== 'TypeError' && error.name !== 'TimeoutError') return error;
  if (status === undefined || status >= 500 || status === 429) return new WorldFault('the identity provider does not answer', { cause: error });
  return new Error(`the identity provider refuses what the shop asks for: ${status}`, { cause: error });
}
