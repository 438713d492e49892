import type { Role } from '@micromart/auth';
import { type PayloadOf, stockLevelChanged, type variantChanged } from '@micromart/events';
import { newId, type SubgraphResponse } from '@micromart/service';
import { newEvent, openSubgraphWorld, type SubgraphWorld } from '@micromart/service/testing';
import { type App, shop } from '../index.ts';

/** The subgraph with a bus and a database of its own; the test plays warehouse and those who ask. */
export interface ShopWorld extends Pick<SubgraphWorld<App, PayloadOf<typeof variantChanged>>, 'app' | 'said' | 'close'> {
  /** Answers with the data; throws with the first error. */
  ask<Data>(query: string, variables?: Record<string, unknown>, role?: Role): Promise<Data>;
  /** Answers with whatever comes. */
  send(query: string, variables?: Record<string, unknown>, role?: Role): Promise<SubgraphResponse>;
  /** Says what warehouse says of a variant. */
  stock(variantId: string, inStock: boolean, sequence: number): Promise<void>;
}

export async function openShopWorld(): Promise<ShopWorld> {
  const world = await openSubgraphWorld(shop, { logLevel: 'error' });
  const send: ShopWorld['send'] = (query, variables, role) =>
    world.ask(query, variables, role === undefined ? undefined : { userId: newId('usr'), roles: [role] });
  return {
    ...world,
    send,
    async ask<Data>(query: string, variables?: Record<string, unknown>, role?: Role) {
      const { data, errors } = await send(query, variables, role);
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data as Data;
    },
    stock: (variantId, inStock, sequence) =>
      world.publish(
        newEvent(stockLevelChanged, {
          subject: variantId,
          sequence,
          data: { variantId, available: inStock ? 5 : 0, inStock, lowStock: false },
        }),
      ),
  };
}
