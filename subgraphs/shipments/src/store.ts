import type { Messaging } from '@micromart/messaging';
import type { NewId } from '@micromart/service';
import type { CarrierRow } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { bookingByKey, bookingByTrackingNumber, bookingsNamed, bookingsOf, insertBooking, updateBooking } from './store/bookings.ts';
import { allCarriers, enableCarrier, rememberCarriers } from './store/carriers.ts';
import { caseVersion, caseVersions, lockCase, saveCase, visibleOrders } from './store/order-cases.ts';
import { countShipments, pageOfShipmentIds, shipmentsChangedSince, type ShipmentListing } from './store/shipment-lists.ts';
import { parcelInCase, parcelsOfOrder, shipmentsById, shipmentsOfOrders, type Visible } from './store/shipment-rows.ts';
import { insertTrackingEvent, trackingEventsOf } from './store/tracking-events.ts';

export type { BookingRow, BookingStatus } from './store/bookings.ts';
export type { CaseRow } from './store/order-cases.ts';
export type { ShipmentListing } from './store/shipment-lists.ts';
export type { Visible } from './store/shipment-rows.ts';

/** The only code that talks to the database of shipments. */
export type Store = ReturnType<typeof openStore>;

export function openStore({ database }: Messaging<PrismaClient>) {
  const { prisma } = database;
  return {
    lockCase,
    saveCase,
    parcelsOfOrder,
    bookingByKey,
    bookingsNamed,
    /** Outside of any transaction. */
    findBooking: (key: string) => bookingByKey(database, key),
    bookingsOf,
    insertBooking,
    updateBooking,
    insertTrackingEvent,
    caseVersion: (orderId: string, visible: Visible) => caseVersion(database, orderId, visible),
    caseVersions: (orderIds: readonly string[]) => caseVersions(database, orderIds),
    /** Which of some orders are known here and the viewer's to see. */
    visibleOrders: (orderIds: readonly string[], visible: Visible) => visibleOrders(database, orderIds, visible),
    shipmentsOfOrders: (orderIds: readonly string[]) => shipmentsOfOrders(database, orderIds),
    shipmentsById: (ids: readonly string[]) => shipmentsById(database, ids),
    parcelInCase: (id: string) => parcelInCase(database, id),
    bookingByTrackingNumber: (trackingNumber: string) => bookingByTrackingNumber(database, trackingNumber),
    trackingEventsOf: (bookingKeys: readonly string[]) => trackingEventsOf(database, bookingKeys),
    async pageOfShipments(listing: ShipmentListing) {
      const rows = await shipmentsById(database, await pageOfShipmentIds(prisma, listing));
      return rows.toSorted((one, other) => (one.id < other.id ? 1 : -1));
    },
    countShipments: (listing: ShipmentListing) => countShipments(prisma, listing),
    shipmentsChangedSince: (since: Date) => shipmentsChangedSince(prisma, since),
    rememberCarriers: (carriers: Iterable<{ readonly code: string; readonly name: string }>, newId: NewId) =>
      rememberCarriers(database, [...carriers], newId),
    carriers: (): Promise<CarrierRow[]> => allCarriers(database),
    enableCarrier: (code: string, enabled: boolean) => enableCarrier(database, code, enabled),
  };
}
