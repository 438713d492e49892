import type { Viewer } from '@micromart/auth';
import type { App } from '../app.ts';
import type { Cart } from '../domain/cart.ts';

/** The newest open cart of the signed-in user; null for a guest, or when there is none. */
export async function myCart(app: App, viewer: Viewer): Promise<Cart | null> {
  if (viewer.userId === null) return null;
  const id = await app.store.newestOf(viewer.userId);
  const cart = id === null ? undefined : await app.store.cart(id);
  return cart?.ownerId === viewer.userId ? cart : null;
}
