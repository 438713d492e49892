import type { Viewer } from '@micromart/auth';
import type { App } from '../app.ts';
import type { Cart } from '../domain/cart.ts';

/** The newest open cart of the signed-in user; null for a guest, or when there is none. */
export const myCart = async (app: App, viewer: Viewer): Promise<Cart | null> =>
  viewer.userId === null ? null : ((await app.store.newestOf(viewer.userId)) ?? null);
