import { ordersById } from './facts.ts';
import type { Invariant } from './invariant.ts';

/** How many carts Redis is asked for at a time. */
const BATCH = 1_000;

export const carts: readonly Invariant[] = [
  {
    name: 'a cart ends with its order',
    says: 'No cart is open that an order was made of.',
    holds: 'once settled',
    async findings(shop) {
      const placed = [...(await ordersById(shop)).values()].filter(({ placedAt }) => placedAt < shop.settledBefore);
      const open: { subject: string; says: string }[] = [];
      for (let at = 0; at < placed.length; at += BATCH) {
        const asked = placed.slice(at, at + BATCH);
        const pipeline = shop.redis.pipeline();
        for (const { cartId } of asked) pipeline.exists(`cart:${cartId}`);
        const answers = (await pipeline.exec()) ?? [];
        answers.forEach(([error, exists], position) => {
          if (error !== null) throw error;
          const order = asked[position];
          if (exists === 1 && order !== undefined) open.push({ subject: order.id, says: `its cart ${order.cartId} is open` });
        });
      }
      return open;
    },
  },
];
