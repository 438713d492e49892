import type { Sql } from '@micromart/database';

/**
 * ASKED: the carrier was, or is to be, called. REFUSED: it said no. BOOKED: it counts. LEFT_OPEN: given up without an answer, or not wanted any
 * more, so that the carrier is still to be called off. CALLED_OFF: the carrier will not come, or said that it is too late to call it off.
 */
export type BookingStatus = 'ASKED' | 'BOOKED' | 'REFUSED' | 'LEFT_OPEN' | 'CALLED_OFF';

/** That a parcel is put with a carrier. */
export interface BookingRow {
  readonly key: string;
  readonly shipmentId: string;
  readonly orderId: string;
  readonly carrierCode: string;
  readonly status: BookingStatus;
  /** Minor units of `currency`; null where no quote came before. */
  readonly price: number | null;
  readonly currency: string | null;
  readonly estimatedDelivery: Date | null;
  readonly trackingNumber: string | null;
}

const SELECT = `SELECT b.key, b.shipment_id AS "shipmentId", s.order_id AS "orderId", b.carrier_code AS "carrierCode", b.status, b.price, b.currency,
  b.estimated_delivery AS "estimatedDelivery", b.tracking_number AS "trackingNumber" FROM booking b JOIN shipment s ON s.id = b.shipment_id`;

export async function bookingByKey(sql: Sql, key: string): Promise<BookingRow | undefined> {
  const { rows } = await sql.query<BookingRow>({ name: 'booking_by_key', text: `${SELECT} WHERE b.key = $1`, values: [key] });
  return rows[0];
}

/** The bookings that have a key or a tracking number: at most one of each. */
export async function bookingsNamed(sql: Sql, key: string, trackingNumber: string | null): Promise<readonly BookingRow[]> {
  const { rows } = await sql.query<BookingRow>({
    name: 'bookings_named',
    text: `${SELECT} WHERE b.key = $1 OR b.tracking_number = $2`,
    values: [key, trackingNumber],
  });
  return rows;
}

export async function bookingByTrackingNumber(sql: Sql, trackingNumber: string): Promise<BookingRow | undefined> {
  const { rows } = await sql.query<BookingRow>({
    name: 'booking_by_tracking',
    text: `${SELECT} WHERE b.tracking_number = $1`,
    values: [trackingNumber],
  });
  return rows[0];
}

/** Every booking of a parcel, in the order in which they were made. */
export async function bookingsOf(sql: Sql, shipmentId: string): Promise<readonly BookingRow[]> {
  const { rows } = await sql.query<BookingRow>({
    name: 'bookings_of',
    text: `${SELECT} WHERE b.shipment_id = $1 ORDER BY b.created_at, b.key`,
    values: [shipmentId],
  });
  return rows;
}

export async function insertBooking(sql: Sql, booking: BookingRow & { readonly createdAt: Date }): Promise<void> {
  await sql.query({
    name: 'insert_booking',
    text: `INSERT INTO booking (key, shipment_id, carrier_code, status, price, currency, estimated_delivery, tracking_number, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    values: [
      ...[booking.key, booking.shipmentId, booking.carrierCode, booking.status, booking.price, booking.currency],
      ...[booking.estimatedDelivery, booking.trackingNumber, booking.createdAt],
    ],
  });
}

export async function updateBooking(sql: Sql, { key, status, trackingNumber }: Pick<BookingRow, 'key' | 'status' | 'trackingNumber'>): Promise<void> {
  await sql.query({
    name: 'update_booking',
    text: 'UPDATE booking SET status = $2, tracking_number = coalesce(tracking_number, $3) WHERE key = $1',
    values: [key, status, trackingNumber],
  });
}
