import type { Account, Accounts } from '../accounts/accounts.ts';

/** An identity provider that is nowhere but here, in which a test makes and deletes accounts in one step. */
export interface AccountsInMemory extends Accounts {
  add(account: Account): void;
  delete(subject: string): void;
}

export function accountsInMemory(): AccountsInMemory {
  const accounts = new Map<string, { readonly account: Account; roles: readonly string[] }>();
  const change = (subject: string, to: (own: readonly string[]) => readonly string[]): void => {
    const found = accounts.get(subject);
    if (found !== undefined) found.roles = to(found.roles);
  };
  return {
    add: account => void accounts.set(account.subject, { account, roles: ['customer'] }),
    delete: subject => void accounts.delete(subject),
    find: async subject => accounts.get(subject)?.account,
    async rolesOf(subject) {
      const roles = accounts.get(subject)?.roles;
      return roles === undefined ? undefined : { given: roles, effective: roles };
    },
    give: async (subject, roles) => change(subject, own => [...new Set([...own, ...roles])]),
    take: async (subject, roles) => change(subject, own => own.filter(role => !roles.includes(role))),
    count: async () => accounts.size,
    page: async (first, most) => [...accounts.values()].slice(first, first + most).map(({ account }) => account),
  };
}
