import * as said from '@micromart/events';
import type { MessagingTransaction } from '@micromart/messaging';
import type { ParcelRow } from '../app.ts';
import type { Announcement } from '../domain/index.ts';

const plain = {
  'shipment.created': said.shipmentCreated,
  'shipment.ready': said.shipmentReady,
  'shipment.delivered': said.shipmentDelivered,
  'shipment.failed': said.shipmentFailed,
  'shipment.returned': said.shipmentReturned,
  'shipment.canceled': said.shipmentCanceled,
  'shipment.cancel-refused': said.shipmentCancelRefused,
} as const;

/** Puts what there is to say of an order's parcels into the outbox. A parcel that was called back before it was asked for has no row, and no carrier. */
export function publishAnnouncements(
  tx: MessagingTransaction,
  orderId: string,
  parcels: readonly ParcelRow[],
  announcements: readonly Announcement[],
  now: Date,
): void {
  for (const { type, sequence, parcelId } of announcements) {
    const parcel = parcels.find(({ id }) => id === parcelId);
    const state = {
      orderId,
      parcelId,
      status: parcel?.status ?? ('CANCELED' as const),
      carrierCode: parcel?.carrierCode ?? null,
      trackingNumber: parcel?.trackingNumber ?? null,
      trackingUrl: parcel?.trackingUrl ?? null,
    };
    const event = { subject: orderId, sequence };
    if (type === 'shipment.left') tx.publish(said.shipmentLeft, { ...event, data: { ...state, leftAt: (parcel?.leftAt ?? now).toISOString() } });
    else tx.publish(plain[type], { ...event, data: state });
  }
}
