import type { OrderState, Stage } from '@micromart/orders';
import type { ShopView } from './shop-view.ts';

/** What several invariants need of an order. Amounts are minor units. */
export interface OrderFacts {
  readonly id: string;
  readonly stage: Stage;
  readonly total: number;
  readonly currency: string;
  readonly cartId: string;
  readonly placedAt: Date;
  readonly lifecycle: OrderState;
}

const ORDERS = `SELECT id, lifecycle ->> 'stage' AS stage, total::float8 AS total, currency, cart_id AS "cartId", placed_at AS "placedAt", lifecycle FROM "order"`;

/** All orders by their ids, those that had no time to settle among them. */
export async function ordersById(shop: ShopView): Promise<ReadonlyMap<string, OrderFacts>> {
  return byId(await shop.rows<OrderFacts>('orders', ORDERS));
}

export async function settledOrders(shop: ShopView): Promise<readonly OrderFacts[]> {
  return (await shop.rows<OrderFacts>('orders', ORDERS)).filter(({ id }) => shop.isSettled(id));
}

export const byId = <Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> => new Map(rows.map(row => [row.id, row]));

/** Rows by what they belong to. */
export function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
