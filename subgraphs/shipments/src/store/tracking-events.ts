import { keysIn, type Sql } from '@micromart/database';
import type { TrackingEventRow } from '../app.ts';

export interface NewTrackingEvent extends TrackingEventRow {
  readonly shipmentId: string;
  readonly carrierEventId: string;
  /** False for news of a parcel that was canceled or put with another carrier. */
  readonly obeyed: boolean;
  readonly receivedAt: Date;
}

/** Notes news of a parcel; false when it was noted before. */
export async function insertTrackingEvent(sql: Sql, event: NewTrackingEvent): Promise<boolean> {
  const { rowCount } = await sql.query({
    name: 'insert_tracking_event',
    text: `INSERT INTO tracking_event (id, shipment_id, booking_key, carrier_event_id, status, location, message, occurred_at, obeyed, received_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (booking_key, carrier_event_id) DO NOTHING`,
    values: [
      ...[event.id, event.shipmentId, event.bookingKey, event.carrierEventId, event.status, event.location, event.message],
      ...[event.occurredAt, event.obeyed, event.receivedAt],
    ],
  });
  return rowCount === 1;
}

/** What was said of some bookings, the newest first. */
export async function trackingEventsOf(sql: Sql, bookingKeys: readonly string[]): Promise<readonly TrackingEventRow[]> {
  const { rows } = await sql.query<TrackingEventRow>({
    name: 'tracking_events_of',
    text: `SELECT id, booking_key AS "bookingKey", status, location, message, occurred_at AS "occurredAt"
             FROM tracking_event WHERE booking_key = ANY(${keysIn('$1')}) ORDER BY occurred_at DESC, id DESC`,
    values: [bookingKeys],
  });
  return rows;
}
