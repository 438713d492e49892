import { documentOf, OrderLiveDocument, type OrderViewFragment } from '@micromart/sdk';
import type { Bought } from './buying.ts';
import type { Visitor } from './visitors.ts';

type Condition = OrderViewFragment['status'] | ((order: OrderViewFragment) => boolean);

type Following<State> = ReturnType<typeof documentOf<State, { readonly id: string; readonly accessToken?: string | null }>>;
type Known = Pick<Bought, 'id' | 'accessToken'>;

/** Seconds for which no order rests where nobody has to do anything. */
const PATIENCE = 30;

/** Follows an order by subscription and gives the first state in which `condition` holds. @throws with the last state, when it never does. */
export async function untilOrder(visitor: Visitor, bought: Known, condition: Condition): Promise<OrderViewFragment> {
  const holds = typeof condition === 'string' ? ({ status }: OrderViewFragment) => status === condition : condition;
  const last = (await statesOf(visitor, bought, OrderLiveDocument, ({ orderUpdated }) => holds(orderUpdated))).at(-1)?.orderUpdated;
  if (last === undefined || !holds(last)) throw new Error(`${bought.id} never came to ${String(condition)}: ${JSON.stringify(last)}`);
  return last;
}

/** All states that an order shows until the shop ends the subscription. */
export const allStates = async (visitor: Visitor, bought: Known): Promise<readonly OrderViewFragment[]> =>
  (await statesOf(visitor, bought, OrderLiveDocument)).map(({ orderUpdated }) => orderUpdated);

const Status: Following<{ readonly orderUpdated: { readonly status: string } }> = documentOf(
  'subscription Status($id: ID!, $accessToken: String) { orderUpdated(id: $id, accessToken: $accessToken) { id status } }',
);

/** How an order ends. */
export const endOf = async (visitor: Visitor, bought: Known): Promise<string | undefined> =>
  (await statesOf(visitor, bought, Status)).at(-1)?.orderUpdated.status;

async function statesOf<State>(
  visitor: Visitor,
  { id, accessToken }: Known,
  document: Following<State>,
  enough: (state: State) => boolean = () => false,
): Promise<readonly State[]> {
  const live = visitor.subscribe(document, { id, accessToken: accessToken ?? null });
  const seen: State[] = [];
  let isOver = false;
  const over = setTimeout(() => {
    isOver = true;
    void live.return?.();
  }, PATIENCE * 1_000);
  try {
    for await (const state of live) {
      over.refresh();
      seen.push(state);
      if (enough(state)) return seen;
    }
  } finally {
    clearTimeout(over);
  }
  if (isOver) throw new Error(`${id} went nowhere for ${PATIENCE} s; ${JSON.stringify(seen.at(-1))}`);
  return seen;
}
