import { keysIn, type Sql } from '@micromart/database';
import type { OrderEventRow, OrderLineRow, OrderRow } from '../app.ts';

/** Which orders a viewer may see: all, or a customer's own and those whose tokens were presented. */
export type Visible = 'all' | { readonly customerId: string | null; readonly ids: readonly string[] };

// amounts stay far below 2^53 minor units, and float8 is what JavaScript's numbers are
const COLUMNS = `
  id, number, cart_id AS "cartId", customer_id AS "customerId", email, currency, lifecycle,
  subtotal::float8 AS subtotal, discount::float8 AS discount, shipping::float8 AS shipping, tax::float8 AS tax, total::float8 AS total,
  tax_included AS "taxIncluded", tax_lines AS "taxLines", discounts, shipping_address AS "shippingAddress", billing_address AS "billingAddress",
  shipping_rate AS "shippingRate", payment_method AS "paymentMethod", placed_at AS "placedAt", updated_at AS "updatedAt"`;

export async function ordersById(sql: Sql, ids: readonly string[], visible: Visible): Promise<readonly OrderRow[]> {
  if (visible === 'all') {
    const all = await sql.query<OrderRow>({
      name: 'orders_by_id',
      text: `SELECT ${COLUMNS} FROM "order" WHERE id = ANY(${keysIn('$1')})`,
      values: [ids],
    });
    return all.rows;
  }
  const { rows } = await sql.query<OrderRow>({
    name: 'orders_by_id_visible',
    text: `SELECT ${COLUMNS} FROM "order" WHERE id = ANY(${keysIn('$1')}) AND (customer_id = $2 OR id = ANY($3))`,
    values: [ids, visible.customerId, visible.ids],
  });
  return rows;
}

export async function versionsOf(sql: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql.query<{ id: string; version: number }>({
    name: 'order_versions',
    text: `SELECT id, version FROM "order" WHERE id = ANY(${keysIn('$1')})`,
    values: [ids],
  });
  return new Map(rows.map(({ id, version }) => [id, version]));
}

/** The order, locked until the transaction ends; undefined when there is none. */
export async function lockOrder(sql: Sql, id: string): Promise<OrderRow | undefined> {
  const { rows } = await sql.query<OrderRow>({ name: 'lock_order', text: `SELECT ${COLUMNS} FROM "order" WHERE id = $1 FOR UPDATE`, values: [id] });
  return rows[0];
}

export async function linesOf(sql: Sql, orderIds: readonly string[]): Promise<readonly OrderLineRow[]> {
  const { rows } = await sql.query<OrderLineRow>({
    name: 'order_lines',
    text: `
      SELECT l.id, l.order_id AS "orderId", l.variant_id AS "variantId", l.sku, l.name, l.quantity, l.weight_grams AS "weightGrams", o.currency,
        l.unit_price::float8 AS "unitPrice", l.discount::float8 AS discount, l.tax::float8 AS tax, l.total::float8 AS total
      FROM order_line l JOIN "order" o ON o.id = l.order_id WHERE l.order_id = ANY(${keysIn('$1')}) ORDER BY l.order_id, l.position`,
    values: [orderIds],
  });
  return rows;
}

export async function historyOf(sql: Sql, orderIds: readonly string[]): Promise<readonly OrderEventRow[]> {
  const { rows } = await sql.query<OrderEventRow>({
    name: 'order_history',
    text: `
      SELECT id, order_id AS "orderId", type, message, actor_id AS "actorId", causation_id AS "causationId", trace_id AS "traceId", occurred_at AS "occurredAt"
      FROM history_entry WHERE order_id = ANY(${keysIn('$1')}) ORDER BY order_id, id`,
    values: [orderIds],
  });
  return rows;
}
