import { keysIn, type Sql } from '@micromart/database';
import type { ParcelRow, ShipmentRow } from '../app.ts';

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

/** With or without a carrier; undefined when there is no such parcel. */
export async function parcelById(sql: Sql, id: string): Promise<ParcelRow | undefined> {
  const { rows } = await sql.query<ParcelRow>({ name: 'parcel_by_id', text: `SELECT ${COLUMNS} FROM shipment s WHERE s.id = $1`, values: [id] });
  return rows[0];
}

export async function insertParcel(sql: Sql, parcel: ParcelRow): Promise<void> {
  await sql.query({
    name: 'insert_parcel',
    text: `INSERT INTO shipment (id, order_id, warehouse_id, status, lines, weight_grams, version, created_at, updated_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      ...[parcel.id, parcel.orderId, parcel.warehouseId, parcel.status, JSON.stringify(parcel.lines), parcel.weightGrams],
      ...[parcel.version, parcel.createdAt, parcel.updatedAt],
    ],
  });
}

/** Writes what can change of a parcel; the order's case is locked. */
export async function updateParcel(sql: Sql, parcel: ParcelRow): Promise<void> {
  await sql.query({
    name: 'update_parcel',
    text: `UPDATE shipment SET status = $2, weight_grams = $3, choice = $4, booking_key = $5, carrier_code = $6, tracking_number = $7, tracking_url = $8,
             label_url = $9, estimated_delivery = $10, left_at = $11, news_at = $12, version = $13, updated_at = $14 WHERE id = $1`,
    values: [
      ...[parcel.id, parcel.status, parcel.weightGrams, parcel.choice && JSON.stringify(parcel.choice), parcel.bookingKey, parcel.carrierCode],
      ...[parcel.trackingNumber, parcel.trackingUrl, parcel.labelUrl, parcel.estimatedDelivery, parcel.leftAt, parcel.newsAt],
      ...[parcel.version, parcel.updatedAt],
    ],
  });
}
