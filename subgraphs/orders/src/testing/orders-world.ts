import type { Viewer } from '@micromart/auth';
import type { SubgraphResponse } from '@micromart/service';
import { alice, eventually, openSubgraphWorld } from '@micromart/service/testing';
import { orders } from '../index.ts';
import { playNeighbours } from './neighbours.ts';
import { playCarts } from './priced-carts.ts';

export interface OrderView {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly paymentStatus: string;
  readonly fulfillmentStatus: string;
  readonly cancelReason: string | null;
  readonly email: string;
  readonly version: number;
  readonly actions: readonly string[];
  readonly paymentDueAt: string | null;
  readonly lines: readonly { readonly id: string; readonly sku: string; readonly name: string; readonly quantity: number }[];
  readonly totals: { readonly total: { readonly amount: string }; readonly refunded: { readonly amount: string } };
  readonly history: readonly { readonly type: string; readonly message: string }[];
}
export interface UserErrorView {
  readonly code: string;
  readonly field: readonly string[] | null;
}
export interface Result {
  readonly order: OrderView | null;
  readonly accessToken?: string | null;
  readonly userErrors: readonly UserErrorView[];
}

export const ORDER = `id number status paymentStatus fulfillmentStatus cancelReason email version actions paymentDueAt
  lines { id sku name quantity } totals { total { amount } refunded { amount } } history { type message }`;
const PLACE = `mutation ($input: OrderPlaceInput!) { result: orderPlace(input: $input) { order { ${ORDER} } accessToken userErrors { code field } } }`;
const CANCEL = `mutation ($id: ID!, $note: String) { result: orderCancel(id: $id, note: $note) { order { ${ORDER} } userErrors { code field } } }`;

export type OrdersWorld = Awaited<ReturnType<typeof openOrdersWorld>>;

/** The subgraph with its database and bus; the test plays carts, its neighbours and the customers. */
export async function openOrdersWorld(environment: Readonly<Record<string, string>> = {}) {
  const carts = playCarts();
  const world = await openSubgraphWorld(orders, { environment: { STOREFRONT_URL: 'https://shop.test/de', ...environment }, ask: carts.ask });
  let keys = 0;

  const place = async (input: object, viewer?: Partial<Viewer>): Promise<Result> => {
    const whole = { idempotencyKey: `key ${(keys += 1)}`, paymentMethod: { token: 'tok_visa' }, ...input };
    return dataOf<{ result: Result }>(await world.ask(PLACE, { input: whole }, viewer)).result;
  };
  const read = async (id: string, viewer: Partial<Viewer> = { roles: ['support'], userId: 'usr_susan' }): Promise<OrderView | null> =>
    dataOf<{ order: OrderView | null }>(await world.ask(`query ($id: ID!) { order(id: $id) { ${ORDER} } }`, { id }, viewer)).order;

  const onceIs = (order: { readonly id: string }, fits: (now: OrderView) => boolean): Promise<OrderView> =>
    eventually(
      () => read(order.id),
      now => now !== null && fits(now),
    ) as Promise<OrderView>;

  const neighbours = playNeighbours(event => world.publish(event));
  const alicesOrder = async (): Promise<OrderView> => {
    const { order, userErrors } = await place({ cartId: carts.cart() }, alice);
    if (order === null) throw new Error(JSON.stringify(userErrors));
    return order;
  };
  const untilStage = (order: { readonly id: string }, stage: string) => onceIs(order, ({ status }) => status === stage);
  /** Ids of the parcels that were asked for. */
  const parcelsOf = (order: { readonly id: string }): readonly string[] =>
    world
      .said<{ parcels: readonly { parcelId: string }[] }>(order.id)
      .filter(({ type }) => type === 'shipment.requested')
      .slice(0, 1)
      .flatMap(({ data }) => data.parcels.map(({ parcelId }) => parcelId));

  return {
    ...world,
    ...neighbours,
    carts,
    place,
    read,
    onceIs,
    untilStage,
    parcelsOf,
    alicesOrder,
    cancel: async (id: string, viewer?: Partial<Viewer>, note?: string): Promise<Result> =>
      dataOf<{ result: Result }>(await world.ask(CANCEL, { id, note }, viewer)).result,
    async processed(warehouses?: readonly string[]): Promise<OrderView> {
      const order = await alicesOrder();
      await neighbours.allocate(order, warehouses);
      await neighbours.authorize(order);
      await neighbours.capture(order);
      const now = await untilStage(order, 'PROCESSING');
      await eventually(() => parcelsOf(order).length > 0);
      return now;
    },
    types: (order: { readonly id: string }): readonly string[] => world.said(order.id).map(({ type }) => type),
  };
}

export function dataOf<Data>({ data, errors }: SubgraphResponse): Data {
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data as Data;
}

export const codesOf = ({ errors = [] }: SubgraphResponse): unknown[] => errors.map(({ extensions }) => extensions?.['code']);
