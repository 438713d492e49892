import { randomUUID } from 'node:crypto';
import { wakeUpChannel } from '@micromart/messaging';
import type { Redis } from 'ioredis';
import type { Cart } from './domain/cart.ts';
import type { Merging } from './domain/ordered.ts';
import { knownVariantStore } from './store/known-variants.ts';
import { defineScripts } from './store/scripts.ts';

const cartKey = (id: string): string => `cart:${id}`;
/** Where a cart that was ordered says which one goes on with the rest. */
const afterKey = (id: string): string => `cart-after:${id}`;
/** Which cart a guest's was merged into, with what: it may have been ordered before. */
const mergingKey = (guestCartId: string): string => `cart-merged:${guestCartId}`;
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

    /** Resolves when Redis answers. */
    async ping(): Promise<void> {
      await redis.ping();
    },

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
     * Ends a guest's cart, writes a user's at `version + 1` and notes the merging, in one step, if both are still at their versions; wakes those
     * who follow either. Resolves as `write` does.
     */
    async merge(guest: Cart, cart: Cart & { readonly ownerId: string }): Promise<Cart | null> {
      const written: Cart = { ...cart, version: cart.version + 1 };
      const expiry = String(Date.parse(cart.expiresAt));
      const merging: Merging = { into: cart.id, lines: guest.lines.map(({ variantId, quantity }) => ({ variantId, quantity })) };
      const done = await scripts.mergeCarts(
        [cartKey(guest.id), cartKey(cart.id), cartsKey(cart.ownerId), mergingKey(guest.id)],
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
          JSON.stringify(merging),
        ],
      );
      return done === 1 ? written : null;
    },

    /** Ends a cart and wakes those who follow it, if it is still at its version. False when it has moved on meanwhile. */
    async end({ id, version }: Cart): Promise<boolean> {
      return (await scripts.endCart([cartKey(id)], [channel, id, String(version)])) === 1;
    },

    /** The same, and writes in the same step the cart that goes on with what is left of it. */
    async endWithRest({ id, version }: Cart, rest: Cart): Promise<boolean> {
      const written: Cart = { ...rest, version: rest.version + 1 };
      const owner = rest.ownerId === null ? [] : [cartsKey(rest.ownerId)];
      const done = await scripts.endCartWithRest(
        [cartKey(id), cartKey(rest.id), afterKey(id), ...owner],
        [channel, id, String(version), String(written.version), JSON.stringify(written), String(Date.parse(rest.expiresAt)), rest.id],
      );
      return done === 1;
    },

    /** The open cart that went on with what was left of an ordered one, were others ordered in between. */
    async cartAfter(orderedId: string): Promise<Cart | undefined> {
      for (let id = await redis.get(afterKey(orderedId)); id !== null; id = await redis.get(afterKey(id))) {
        const [cart] = await carts([id]);
        if (cart !== undefined) return cart;
      }
      return undefined;
    },

    /** Undefined when the guest's cart was not merged, or its merging is of no matter any more. */
    async merging(guestCartId: string): Promise<Merging | undefined> {
      const noted = await redis.get(mergingKey(guestCartId));
      return noted === null ? undefined : (JSON.parse(noted) as Merging);
    },

    async forgetMerging(guestCartId: string): Promise<void> {
      await redis.del(mergingKey(guestCartId));
    },

    /**
     * Writes a cart without what a guest's brought into it, at `version + 1`, forgets the merging in the same step and wakes those who follow the
     * cart. Changes nothing where the merging is forgotten. False when the cart has moved on meanwhile.
     */
    async takeOutMerged(guestCartId: string, cart: Cart): Promise<boolean> {
      const written: Cart = { ...cart, version: cart.version + 1 };
      const done = await scripts.takeOutMerged(
        [cartKey(cart.id), mergingKey(guestCartId)],
        [String(cart.version), String(written.version), JSON.stringify(written), channel, cart.id],
      );
      return done === 1;
    },

    /** The versions of those of some carts that are open. */
    async versionsOf(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
      const pipeline = redis.pipeline();
      for (const id of ids) pipeline.hget(cartKey(id), 'version');
      const answers = (await pipeline.exec()) ?? [];
      return new Map(
        answers.flatMap(([error, version], index) => {
          if (error !== null) throw error;
          return typeof version === 'string' ? [[ids[index] ?? '', Number(version)] as const] : [];
        }),
      );
    },
  };
}
