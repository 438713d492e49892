import { isWorldFault } from '@micromart/messaging';
import { type UserError, userError } from '@micromart/input';
import type { App, ShipmentRow } from '../app.ts';
import type { UserErrorCode } from '../generated/resolvers.ts';
import { callToBook, giveUp } from './call-carrier.ts';
import { intendBooking } from './seek-carrier.ts';
import { type Settlement, settleBooking } from './settle-booking.ts';
import { isWaiting, lockOrder } from './take-step.ts';

export interface ReassignedShipment {
  readonly shipment: ShipmentRow | null;
  readonly userErrors: UserError<UserErrorCode>[];
}

/** Should this process die while it calls the carrier, the booking is settled by its task (seconds). */
const NET = 15;

/**
 * Puts a parcel that has not left yet with another carrier, and calls the old one off once the new one has taken it. Under the lock that a
 * pick-up and a cancel take too: whoever comes first, wins.
 */
export async function reassignShipment(
  app: App,
  { shipmentId, carrierCode }: { readonly shipmentId: string; readonly carrierCode: string },
): Promise<ReassignedShipment> {
  const [shipment] = await app.store.shipmentsById([shipmentId]);
  if (shipment === undefined) return { shipment: null, userErrors: [userError('NOT_FOUND', 'there is no such shipment', ['id'])] };
  const refused = (code: UserErrorCode, message: string, field: string): ReassignedShipment => ({
    shipment,
    userErrors: [userError(code, message, [field])],
  });
  const carrier = (await app.store.carriers()).find(({ code }) => code === carrierCode);
  if (carrier === undefined) return refused('NOT_FOUND', `there is no carrier ${carrierCode}`, 'carrierCode');
  if (!carrier.enabled) return refused('WRONG_STATE', `${carrier.name} is taken out of the choice`, 'carrierCode');
  if (shipment.carrierCode === carrierCode) return { shipment, userErrors: [] };

  const key = await intend(app, shipment, carrierCode);
  if (key === null) return refused('WRONG_STATE', 'the parcel has left, was canceled, or is being put with a carrier already', 'id');
  const settlement = await bookNow(app, key);
  const [after] = await app.store.shipmentsById([shipmentId]);
  if (settlement === 'settled') return { shipment: after ?? null, userErrors: [] };
  const said =
    settlement === 'overtaken'
      ? refused('WRONG_STATE', 'the parcel left, or was canceled, meanwhile', 'id')
      : refused('CARRIER_REFUSED', `${carrier.name} does not take it`, 'carrierCode');
  return { ...said, shipment: after ?? null };
}

/** Null when the parcel cannot be put with another carrier. */
const intend = (app: App, shipment: ShipmentRow, carrierCode: string): Promise<string | null> =>
  app.messaging.transaction(async tx => {
    const locked = await lockOrder(app, tx, shipment.orderId);
    const parcel = locked.parcels.find(({ id }) => id === shipment.id);
    const bookings = await app.store.bookingsOf(tx, shipment.id);
    if (parcel === undefined || !isWaiting(locked, parcel.id) || bookings.some(booking => booking.status === 'ASKED')) return null;
    const answer = parcel.choice?.answers.find(given => given.carrierCode === carrierCode);
    return await intendBooking(app, tx, { parcel, bookings, carrierCode, quote: answer?.outcome === 'quoted' ? answer : undefined, inSeconds: NET });
  });

async function bookNow(app: App, key: string): Promise<Settlement> {
  try {
    const called = await callToBook(app, key);
    if (called === null) return 'overtaken';
    return await app.messaging.transaction(async tx => {
      tx.unschedule(key, 'book carrier');
      return await settleBooking(app, tx, called.booking, called.answer);
    });
  } catch (error) {
    if (!isWorldFault(error)) throw error;
    await app.messaging.transaction(async tx => {
      tx.unschedule(key, 'book carrier');
      await giveUp(app, tx, key);
    });
    return 'refused';
  }
}
