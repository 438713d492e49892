import type { Viewer } from '@micromart/auth';
import type { App } from '../app.ts';
import type { Cart } from '../domain/cart.ts';
import { mayUse } from '../loaders.ts';

/** The cart that holds what was put into an ordered one while it was being ordered; null when nothing was. */
export async function cartAfter(app: App, viewer: Viewer, orderedId: string): Promise<Cart | null> {
  const cart = await app.store.cartAfter(orderedId);
  return cart !== undefined && mayUse(viewer, cart) ? cart : null;
}
