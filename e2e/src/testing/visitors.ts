import { randomUUID } from 'node:crypto';
import { type Client, createClient, passwordLogin } from '@micromart/sdk';

/** Somebody with a browser, to whom the shop is its SDK. */
export interface Visitor extends Client {
  /** Given at the checkout by guests; somebody with an account has one there. */
  readonly email?: string;
}

export type Name = 'alice' | 'bob' | 'walter' | 'susan' | 'ada';

export interface Visitors {
  /** Logged in; the same client each time. */
  as(name: Name): Visitor;
  /** The same person on another device. */
  again(name: Name): Visitor;
  /** Another one each time, with an address of their own: a shop may be open for many files, and all their mails lie side by side. */
  guest(): Visitor;
  /** With a token of one's own making. */
  withToken(token: string): Visitor;
  /** A token of somebody who is logged in. */
  tokenOf(name: Name): Promise<string>;
  leave(): Promise<void>;
}

export function visitorsOf({ url, issuer }: { readonly url: string; readonly issuer: string }): Visitors {
  const known = new Map<Name, Visitor>();
  const clients: Client[] = [];
  const enter = (token: () => Promise<string | null> | string | null): Client => {
    const client = createClient({ url: `${url}/graphql`, token });
    clients.push(client);
    return client;
  };
  const login = (name: Name) => passwordLogin({ issuer, clientId: 'storefront', username: name, password: name });
  return {
    as(name) {
      const visitor = known.get(name) ?? enter(login(name).token);
      known.set(name, visitor);
      return visitor;
    },
    again: name => enter(login(name).token),
    guest: () => ({ ...enter(() => null), email: `guest-${randomUUID()}@example.test` }),
    withToken: token => enter(() => token),
    tokenOf: name => login(name).token(),
    leave: async () => void (await Promise.all(clients.map(client => client.close()))),
  };
}
