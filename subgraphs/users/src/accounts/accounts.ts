import type { AccountRoles } from '../domain/roles.ts';

/** Somebody's account at the identity provider. */
export interface Account {
  /** The subject of their tokens. */
  readonly subject: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly createdAt: Date;
  /** Whether they can log in. */
  readonly enabled: boolean;
}

/**
 * The identity provider's accounts. Everything rejects with a `WorldFault` when it does not answer in time, and may have been done then all the
 * same; giving what is there and taking what is not changes nothing.
 */
export interface Accounts {
  find(subject: string): Promise<Account | undefined>;
  /** Undefined when there is no such account. */
  rolesOf(subject: string): Promise<AccountRoles | undefined>;
  /** Gives roles by name. @throws Error when the realm has none of a name, or this service may not give it. */
  give(subject: string, roles: readonly string[]): Promise<void>;
  take(subject: string, roles: readonly string[]): Promise<void>;
  count(): Promise<number>;
  /** People's accounts in an order that stays, `first` of them skipped. */
  page(first: number, most: number): Promise<readonly Account[]>;
}
