import { OrderLiveDocument, type OrderViewFragment } from '@micromart/sdk';
import type { Bought } from './buying.ts';
import type { Visitor } from './visitors.ts';

type Condition = OrderViewFragment['status'] | ((order: OrderViewFragment) => boolean);

/** Seconds that no order takes. */
const PATIENCE = 30;

/** Follows an order by subscription and gives the first state in which `condition` holds. @throws with the last state, when it never does. */
export async function untilOrder(visitor: Visitor, bought: Pick<Bought, 'id' | 'accessToken'>, condition: Condition): Promise<OrderViewFragment> {
  const holds = typeof condition === 'string' ? ({ status }: OrderViewFragment) => status === condition : condition;
  const states = await followed(visitor, bought, holds);
  const last = states.at(-1);
  if (last === undefined || !holds(last)) throw new Error(`${bought.id} never came to ${condition}: ${JSON.stringify(last)}`);
  return last;
}

/** All states that an order shows until the shop ends the subscription. */
export const allStates = (visitor: Visitor, bought: Pick<Bought, 'id' | 'accessToken'>): Promise<readonly OrderViewFragment[]> =>
  followed(visitor, bought, () => false);

async function followed(
  visitor: Visitor,
  { id, accessToken }: Pick<Bought, 'id' | 'accessToken'>,
  enough: (order: OrderViewFragment) => boolean,
): Promise<readonly OrderViewFragment[]> {
  const live = visitor.subscribe(OrderLiveDocument, { id, accessToken: accessToken ?? null });
  const seen: OrderViewFragment[] = [];
  let isOver = false;
  const over = setTimeout(() => {
    isOver = true;
    void live.return?.();
  }, PATIENCE * 1_000);
  try {
    for await (const { orderUpdated } of live) {
      seen.push(orderUpdated);
      if (enough(orderUpdated)) return seen;
    }
  } finally {
    clearTimeout(over);
  }
  if (isOver) throw new Error(`${id} went nowhere for ${PATIENCE} s; ${JSON.stringify(seen.at(-1))}`);
  return seen;
}
