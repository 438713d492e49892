import type { Sql } from '@micromart/database';
import type { OrderEventRow, OrderLineRow, OrderRow } from '../app.ts';

export interface NewOrder {
  readonly order: OrderRow;
  readonly paymentStatus: string;
  readonly fulfillmentStatus: string;
  readonly lines: readonly OrderLineRow[];
  readonly history: OrderEventRow;
  readonly key: { readonly operation: string; readonly scope: string; readonly key: string; readonly hash: string };
}

/**
 * Writes an order with its lines, its first history entry and its key in one statement. A twin with the same key, or another order of the
 * same cart, waits on the unique index until this transaction ends.
 * @throws SQLSTATE 23505 by `idempotency_key_pkey` or `order_cart_id_key`.
 */
export async function insertOrder(sql: Sql, { order, paymentStatus, fulfillmentStatus, lines, history, key }: NewOrder): Promise<void> {
  await sql.query({
    name: 'insert_order',
    text: `
      WITH key AS (
        INSERT INTO idempotency_key (operation, scope, key, hash, order_id) VALUES ($1, $2, $3, $4, $5)
      ), placed AS (
        INSERT INTO "order" (id, number, cart_id, customer_id, email, currency, status, payment_status, fulfillment_status, lifecycle, version,
          subtotal, discount, shipping, tax, total, tax_included, tax_lines, discounts, shipping_address, billing_address, shipping_rate, search_text, placed_at, updated_at, payment_method)
        VALUES ($5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $28, $35)
      ), entry AS (
        INSERT INTO history_entry (id, order_id, type, message, actor_id, trace_id, occurred_at, causation_id) VALUES ($29, $5, $30, $31, $32, $33, $28, $36)
      )
      INSERT INTO order_line (id, order_id, position, variant_id, sku, name, quantity, weight_grams, unit_price, discount, tax, total)
      SELECT x.id, $5, position, x."variantId", x.sku, x.name, x.quantity, x."weightGrams", x."unitPrice", x.discount, x.tax, x.total
      FROM ROWS FROM (jsonb_to_recordset($34::jsonb) AS (id text, "variantId" text, sku text, name text, quantity int, "weightGrams" int,
        "unitPrice" bigint, discount bigint, tax bigint, total bigint)) WITH ORDINALITY
        AS x(id, "variantId", sku, name, quantity, "weightGrams", "unitPrice", discount, tax, total, position)`,
    values: [
      key.operation,
      key.scope,
      key.key,
      key.hash,
      order.id,
      order.number,
      order.cartId,
      order.customerId,
      order.email,
      order.currency,
      order.lifecycle.stage,
      paymentStatus,
      fulfillmentStatus,
      JSON.stringify(order.lifecycle),
      order.lifecycle.version,
      order.subtotal,
      order.discount,
      order.shipping,
      order.tax,
      order.total,
      order.taxIncluded,
      JSON.stringify(order.taxLines),
      JSON.stringify(order.discounts),
      JSON.stringify(order.shippingAddress),
      JSON.stringify(order.billingAddress),
      JSON.stringify(order.shippingRate),
      searchTextOf(order, lines),
      order.placedAt,
      history.id,
      history.type,
      history.message,
      history.actorId,
      history.traceId,
      JSON.stringify(lines),
      JSON.stringify(order.paymentMethod),
      history.causationId,
    ],
  });
}

const searchTextOf = (order: OrderRow, lines: readonly OrderLineRow[]): string =>
  [order.number, order.email, order.shippingAddress.name, ...lines.map(line => line.sku)].join('\n').toLowerCase();

export interface OrderStep {
  readonly order: OrderRow;
  readonly paymentStatus: string;
  readonly fulfillmentStatus: string;
  readonly history: readonly OrderEventRow[];
}

/** Writes a step of a locked order's life, with what it leaves in the history. */
export async function saveStep(sql: Sql, { order, paymentStatus, fulfillmentStatus, history }: OrderStep): Promise<void> {
  await sql.query({
    name: 'save_order_step',
    text: `
      WITH entries AS (
        INSERT INTO history_entry (id, order_id, type, message, actor_id, causation_id, trace_id, occurred_at)
        SELECT id, $1, type, message, "actorId", "causationId", "traceId", "occurredAt"
        FROM jsonb_to_recordset($2::jsonb) AS x(id text, type text, message text, "actorId" text, "causationId" text, "traceId" text, "occurredAt" timestamptz)
      )
      UPDATE "order" SET status = $3, payment_status = $4, fulfillment_status = $5, needs_attention = $6, lifecycle = $7, version = $8, updated_at = $9
      WHERE id = $1`,
    values: [
      order.id,
      JSON.stringify(history),
      order.lifecycle.stage,
      paymentStatus,
      fulfillmentStatus,
      order.lifecycle.attention !== null,
      JSON.stringify(order.lifecycle),
      order.lifecycle.version,
      order.updatedAt,
    ],
  });
}
