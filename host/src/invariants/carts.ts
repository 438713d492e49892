import { ordersById } from './facts.ts';
import type { Invariant } from './invariant.ts';

/** How many carts Redis is asked for at a time. */
const BATCH = 1_000;

export const carts: readonly Invariant[] = [
  {
    name: 'a cart ends with its order',
    says: 'No cart is open that an order was made of, and none holds what was merged into it of such a one.',
    holds: 'once settled',
    async findings(shop) {
      const placed = [...(await ordersById(shop)).values()].filter(({ placedAt }) => placedAt < shop.settledBefore);
      const open: { subject: string; says: string }[] = [];
      for (let at = 0; at < placed.length; at += BATCH) {
        const asked = placed.slice(at, at + BATCH);
        const pipeline = shop.redis.pipeline();
        const looks = asked.flatMap(({ id, cartId }) => [
          { key: `cart:${cartId}`, subject: id, says: `its cart ${cartId} is open` },
          { key: `cart-merged:${cartId}`, subject: id, says: `its cart ${cartId} was merged into another one, which still has its goods` },
        ]);
        for (const { key } of looks) pipeline.exists(key);
        const answers = (await pipeline.exec()) ?? [];
        answers.forEach(([error, exists], position) => {
          if (error !== null) throw error;
          const look = looks[position];
          if (exists === 1 && look !== undefined) open.push({ subject: look.subject, says: look.says });
        });
      }
      return open;
    },
  },
];
