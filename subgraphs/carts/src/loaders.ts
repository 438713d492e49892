import type { Viewer } from '@micromart/auth';
import { batchByKey } from '@micromart/service';
import type { App } from './app.ts';
import type { Cart } from './domain/cart.ts';
import type { KnownVariant } from './domain/warnings.ts';

/** A signed-in user's cart answers to that user alone; a guest's to whoever knows its id. */
export const mayUse = (viewer: Viewer, cart: Cart): boolean => cart.ownerId === null || cart.ownerId === viewer.userId;

export type CartsLoaders = ReturnType<typeof loadersFor>;

export const loadersFor = (app: App, viewer: Viewer) => ({
  cart: batchByKey<Cart>(
    async ids => (await app.store.carts(ids)).filter(cart => mayUse(viewer, cart)),
    cart => cart.id,
  ),
  known: batchByKey<KnownVariant>(
    async ids => [...(await app.store.knownVariants(ids)).values()],
    variant => variant.id,
  ),
});
