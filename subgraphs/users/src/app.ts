import type { Address } from '@micromart/address';
import type { Messaging } from '@micromart/messaging';
import type { Context, Logger, NewId, Page } from '@micromart/service';
import type { Accounts } from './accounts/accounts.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { UsersLoaders } from './loaders.ts';
import type { Store } from './store.ts';

/** What the use cases of users are given. */
export interface App {
  readonly store: Store;
  readonly messaging: Messaging<PrismaClient>;
  readonly newId: NewId;
  readonly clock: () => Date;
  readonly logger: Logger;
  /** Of the identity provider. */
  readonly accounts: Accounts;
  /** Seconds. */
  readonly comparedEvery: number;
}

export type UsersContext = Context<App, UsersLoaders>;

/** A profile as it is stored. */
export interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** As the identity provider or the newest token said. */
  readonly roles: readonly string[];
  readonly createdAt: Date;
}

export interface SavedAddressRow {
  readonly id: string;
  readonly userId: string;
  readonly isDefault: boolean;
  readonly address: Address;
}

export type UserPage = Page<UserRow> & { readonly total: () => Promise<number> };
