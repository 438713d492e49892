import type { Messaging } from '@micromart/messaging';
import type { Context, NewId } from '@micromart/service';
import type { PrismaClient } from './generated/prisma/client.ts';
import type { ShopLoaders } from './loaders.ts';
import type { Store } from './store.ts';

/** What the use cases of the shop are given. */
export interface App {
  readonly store: Store;
  readonly messaging: Messaging<PrismaClient>;
  readonly newId: NewId;
}

export type ShopContext = Context<App, ShopLoaders>;
