import type { Listeners } from '@micromart/messaging';
import type { App } from './app.ts';
import type { PrismaClient } from './generated/prisma/client.ts';
import { callBackParcels, noteParcelPacked, requestShipments } from './use-cases/hear-event.ts';

/** What shipments hears; what it means to the parcels stands in `domain/lifecycle.ts`. */
export const listeners: Listeners<App, PrismaClient> = {
  'shipment.requested': requestShipments,
  'order.cancel-requested': callBackParcels,
  'order.canceled': callBackParcels,
  'parcel.packed': noteParcelPacked,
};
