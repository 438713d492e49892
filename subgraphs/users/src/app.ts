import type { Address } from '@micromart/address';
import type { Messaging } from '@micromart/messaging';
import type { Context, NewId } from '@micromart/service';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { UsersLoaders } from './loaders.ts';
import type { Store } from './store.ts';

/** What the use cases of users are given. */
export interface App {
  readonly store: Store;
  readonly messaging: Messaging<PrismaClient>;
  readonly newId: NewId;
}

export type UsersContext = Context<App, UsersLoaders>;

/** A profile as it is stored. */
export interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  /** As the newest token said. */
  readonly roles: readonly string[];
  readonly createdAt: Date;
}

export interface SavedAddressRow {
  readonly id: string;
  readonly userId: string;
  readonly isDefault: boolean;
  readonly address: Address;
}
