import { setTimeout as passing } from 'node:timers/promises';
import { documentOf, OrderPageDocument } from '@micromart/sdk';
import type { Bought } from '../../testing/buying.ts';
import type { Visitor } from '../../testing/visitors.ts';

type Known = Pick<Bought, 'id' | 'accessToken'>;

/** An order that is followed by a subscription, from the moment at which it was placed. */
export interface Followed {
  readonly id: string;
  /** Resolves with the last state when the shop ends the subscription. @throws when the client gives it up. */
  readonly end: Promise<string | undefined>;
  /** The newest state that was shown. */
  seen(): string | undefined;
  /** What the shop answers when it is asked. */
  ask(): Promise<string | undefined>;
}

type Status = { readonly orderUpdated: { readonly status: string; readonly version: number } };
const STATUS = documentOf<Status, { readonly id: string; readonly accessToken: string | null }>(
  'subscription Status($id: ID!, $accessToken: String) { orderUpdated(id: $id, accessToken: $accessToken) { id status version } }',
);

export function followOrder(visitor: Visitor, { id, accessToken }: Known): Followed {
  let seen: Status['orderUpdated'] | undefined;
  const live = visitor.subscribe(STATUS, { id, accessToken: accessToken ?? null });
  const end = (async () => {
    for await (const { orderUpdated } of live) {
      if (seen !== undefined && orderUpdated.version < seen.version)
        throw new Error(`${id} went back from ${seen.version} to ${orderUpdated.version}`);
      seen = orderUpdated;
    }
    return seen?.status;
  })();
  // looked at when the time has come
  end.catch(() => undefined);
  return {
    id,
    end,
    seen: () => seen?.status,
    ask: async () => (await visitor.request(OrderPageDocument, { id, accessToken: accessToken ?? null })).order?.status,
  };
}

/** How orders ended, by id. @throws with those that did not end within `seconds`, and what subscription and shop say of each. */
export async function endsOf(orders: readonly Followed[], seconds: number): Promise<ReadonlyMap<string, string | undefined>> {
  const over = new AbortController();
  const patience = passing(seconds * 1_000, undefined, { signal: over.signal }).catch(() => undefined);
  await Promise.race([Promise.allSettled(orders.map(({ end }) => end)), patience]);
  over.abort();
  const ends = new Map<string, string | undefined>();
  const late: string[] = [];
  for (const order of orders) {
    const status = await Promise.race([order.end, Promise.resolve(PENDING)]);
    if (status === PENDING) late.push(`${order.id}: subscription ${order.seen()}, shop ${await order.ask()}`);
    else ends.set(order.id, status);
  }
  if (late.length > 0) throw new Error(`${late.length} of ${orders.length} orders did not end within ${seconds} s\n${late.join('\n')}`);
  return ends;
}

const PENDING = 'pending';
