import { randomUUID } from 'node:crypto';
import { wakeUpChannel } from '@micromart/messaging';
import type { Redis } from 'ioredis';
import type { Cart } from './domain/cart.ts';
import { knownVariantStore } from './store/known-variants.ts';
import { defineScripts } from './store/scripts.ts';

const cartKey = (id: string): string => `cart:${id}`;
const cartsKey = (userId: string): string => `carts-of:${userId}`;
/** Carts of one user that are looked at in one go, the newest first. */
const LOOKED_AT = 20;

/** The only code that talks to the Redis of carts. */
export type Store = ReturnType<typeof openStore>;

export function openStore(redis: Redis) {
  const scripts = defineScripts(redis);
  const channel = wakeUpChannel('cart');

  async function carts(ids: readonly string[]): Promise<readonly Cart[]> {
    const pipeline = redis.pipeline();
    for (const id of ids) pipeline.hget(cartKey(id), 'data');
    const answers = (await pipeline.exec()) ?? [];
    return answers.flatMap(([error, data]) => {
      if (error !== null) throw error;
      return typeof data === 'string' ? [JSON.parse(data) as Cart] : [];
    });
  }

  return {
    carts,
    ...knownVariantStore(redis),

    /** Undefined when there is none, or it is no more. */
    async cart(id: string): Promise<Cart | undefined> {
      const data = await redis.hget(cartKey(id), 'data');
      return data === null ? undefined : (JSON.parse(data) as Cart);
    },

    /** The newest of a user's carts that has not ended. Those that have are forgotten on the way. */
    async newestOf(userId: string): Promise<Cart | undefined> {
      for (;;) {
        const ids = await redis.zrevrange(cartsKey(userId), 0, LOOKED_AT - 1);
        if (ids.length === 0) return undefined;
        const [newest] = await carts(ids);
        const ended = newest === undefined ? ids : ids.slice(0, ids.indexOf(newest.id));
        if (ended.length > 0) await redis.zrem(cartsKey(userId), ...ended);
        if (newest !== undefined) return newest;
      }
    },

    /**
     * Writes a cart at `version + 1` if it is still at `version` (0: if there is none yet), renews its expiry and wakes those who follow it.
     * Resolves to the cart as written; to null when it has moved on meanwhile, or is no more.
     */
    async write(cart: Cart): Promise<Cart | null> {
      const written: Cart = { ...cart, version: cart.version + 1 };
      const owner = cart.ownerId === null ? [] : [cartsKey(cart.ownerId)];
      const done = await scripts.writeCart(
        [cartKey(cart.id), ...owner],
        [String(cart.version), String(written.version), JSON.stringify(written), String(Date.parse(cart.expiresAt)), channel, cart.id, randomUUID()],
      );
      return done === 1 ? written : null;
    },

    /**
     * Ends a guest's cart and writes a user's at `version + 1`, in one step, if both are still at their versions; wakes those who follow either.
     * Resolves as `write` does.
     */
    async merge(guest: Cart, cart: Cart & { readonly ownerId: string }): Promise<Cart | null> {
      const written: Cart = { ...cart, version: cart.version + 1 };
      const expiry = String(Date.parse(cart.expiresAt));
      const done = await scripts.mergeCarts(
        [cartKey(guest.id), cartKey(cart.id), cartsKey(cart.ownerId)],
        [
          String(guest.version),
          guest.id,
          String(cart.version),
          String(written.version),
          JSON.stringify(written),
          expiry,
          channel,
          cart.id,
          randomUUID(),
        ],
      );
      return done === 1 ? written : null;
    },

    /** Ends a cart, at whichever version it is, and wakes those who follow it. False when it had ended before. */
    async end(id: string): Promise<boolean> {
      return (await scripts.endCart([cartKey(id)], [channel, id])) === 1;
    },
  };
}
