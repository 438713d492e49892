import { keysIn, type Sql } from '@micromart/database';
import type { DeliveryRequest, ParcelRow, ShipmentRow } from '../app.ts';
import type { ParcelStatus } from '../domain/index.ts';

/** Whose parcels a viewer may see: all, or those of a customer's own orders and of orders whose tokens were presented. */
export type Visible = 'all' | { readonly customerId: string | null; readonly orderIds: readonly string[] };

const COLUMNS = `
  s.id, s.order_id AS "orderId", s.warehouse_id AS "warehouseId", s.status, s.lines, s.weight_grams AS "weightGrams", s.choice,
  s.booking_key AS "bookingKey", s.carrier_code AS "carrierCode", s.tracking_number AS "trackingNumber", s.tracking_url AS "trackingUrl",
  s.label_url AS "labelUrl", s.estimated_delivery AS "estimatedDelivery", s.left_at AS "leftAt",
  s.news_at AS "newsAt", s.version, s.created_at AS "createdAt", s.updated_at AS "updatedAt"`;

/** All parcels of an order, those without a carrier too. */
export async function parcelsOfOrder(sql: Sql, orderId: string): Promise<readonly ParcelRow[]> {
  const { rows } = await sql.query<ParcelRow>({
    name: 'parcels_of_order',
    text: `SELECT ${COLUMNS} FROM shipment s WHERE s.order_id = $1 ORDER BY s.id`,
    values: [orderId],
  });
  return rows;
}

export async function shipmentsOfOrders(sql: Sql, orderIds: readonly string[]): Promise<readonly ShipmentRow[]> {
  const { rows } = await sql.query<ShipmentRow>({
    name: 'shipments_of_orders',
    text: `SELECT ${COLUMNS} FROM shipment s WHERE s.order_id = ANY(${keysIn('$1')}) AND s.booking_key IS NOT NULL ORDER BY s.id`,
    values: [orderIds],
  });
  return rows;
}

export async function shipmentsById(sql: Sql, ids: readonly string[]): Promise<readonly ShipmentRow[]> {
  const { rows } = await sql.query<ShipmentRow>({
    name: 'shipments_by_id',
    text: `SELECT ${COLUMNS} FROM shipment s WHERE s.id = ANY(${keysIn('$1')}) AND s.booking_key IS NOT NULL`,
    values: [ids],
  });
  return rows;
}

/** A parcel, with or without a carrier, and what its order's case says of it. */
export interface ParcelInCase {
  readonly parcel: ParcelRow;
  readonly request: DeliveryRequest | null;
  readonly life: ParcelStatus | null;
}

/** Undefined when there is no such parcel. */
export async function parcelInCase(sql: Sql, id: string): Promise<ParcelInCase | undefined> {
  const { rows } = await sql.query<ParcelRow & Omit<ParcelInCase, 'parcel'>>({
    name: 'parcel_in_case',
    text: `SELECT ${COLUMNS}, c.request, c.lifecycle #>> ARRAY['parcels', s.id, 'status'] AS life
           FROM shipment s JOIN order_case c ON c.order_id = s.order_id WHERE s.id = $1`,
    values: [id],
  });
  return rows.map(({ request, life, ...parcel }) => ({ parcel, request, life }))[0];
}

const PARCEL = `
  id text, "warehouseId" text, status text, lines jsonb, "weightGrams" int, choice jsonb, "bookingKey" text, "carrierCode" text, "trackingNumber" text,
  "trackingUrl" text, "labelUrl" text, "estimatedDelivery" timestamptz, "leftAt" timestamptz, "newsAt" timestamptz, version int, "createdAt" timestamptz,
  "updatedAt" timestamptz`;

/**
 * Parts of a statement that write parcels, bound to the order's id in `$1` and to JSON: those that are begun in `$2`, those that have changed in `$3`.
 * The order's case is locked.
 */
export const WRITE_PARCELS = `
  begun AS (
    INSERT INTO shipment (id, order_id, warehouse_id, status, lines, weight_grams, version, created_at, updated_at)
    SELECT id, $1, "warehouseId", status, lines, "weightGrams", version, "createdAt", "updatedAt" FROM jsonb_to_recordset($2::jsonb) AS b(${PARCEL})
  ), changed AS (
    UPDATE shipment s SET status = c.status, weight_grams = c."weightGrams", choice = c.choice, booking_key = c."bookingKey",
      carrier_code = c."carrierCode", tracking_number = c."trackingNumber", tracking_url = c."trackingUrl", label_url = c."labelUrl",
      estimated_delivery = c."estimatedDelivery", left_at = c."leftAt", news_at = c."newsAt", version = c.version, updated_at = c."updatedAt"
    FROM jsonb_to_recordset($3::jsonb) AS c(${PARCEL}) WHERE s.id = c.id
  )`;
