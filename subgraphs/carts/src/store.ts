import { wakeUpChannel } from '@micromart/messaging';
import type { Redis } from 'ioredis';
import type { Cart } from './domain/cart.ts';
import { knownVariantStore } from './store/known-variants.ts';
import { defineScripts } from './store/scripts.ts';

const cartKey = (id: string): string => `cart:${id}`;
const newestKey = (userId: string): string => `cart-of:${userId}`;

/** The only code that talks to the Redis of carts. */
export type Store = ReturnType<typeof openStore>;

export function openStore(redis: Redis) {
  const scripts = defineScripts(redis);
  const channel = wakeUpChannel('cart');
  return {
    ...knownVariantStore(redis),

    /** Undefined when there is none, or it is no more. */
    async cart(id: string): Promise<Cart | undefined> {
      const data = await redis.hget(cartKey(id), 'data');
      return data === null ? undefined : (JSON.parse(data) as Cart);
    },

    async carts(ids: readonly string[]): Promise<readonly Cart[]> {
      const pipeline = redis.pipeline();
      for (const id of ids) pipeline.hget(cartKey(id), 'data');
      const answers = (await pipeline.exec()) ?? [];
      return answers.flatMap(([error, data]) => {
        if (error !== null) throw error;
        return typeof data === 'string' ? [JSON.parse(data) as Cart] : [];
      });
    },

    newestOf: (userId: string): Promise<string | null> => redis.get(newestKey(userId)),

    /**
     * Writes a cart at `version + 1` if it is still at `version` (0: if there is none yet), renews its expiry and wakes those who follow it.
     * Resolves to the cart as written; to null when it has moved on meanwhile, or is no more.
     */
    async write(cart: Cart): Promise<Cart | null> {
      const written: Cart = { ...cart, version: cart.version + 1 };
      const owner = cart.ownerId === null ? [] : [newestKey(cart.ownerId)];
      const done = await scripts.writeCart(
        [cartKey(cart.id), ...owner],
        [String(cart.version), String(written.version), JSON.stringify(written), String(Date.parse(cart.expiresAt)), channel, cart.id],
      );
      return done === 1 ? written : null;
    },

    /** Ends a cart, at whichever version it is, and wakes those who follow it. False when it had ended before. */
    async end(id: string): Promise<boolean> {
      return (await scripts.endCart([cartKey(id)], [channel, id])) === 1;
    },
  };
}
